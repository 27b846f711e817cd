import { describe, expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { hostArray, type Array as NDArray, shapedArray, stage } from "../index.js";
import { debugCallback, type HostFunction, ioCallback, pureCallback } from "../library.js";

const f32 = shapedArray([2], "float32");
const x = hostArray(Float32Array.of(1, 2), [2], "float32");
const doubled: HostFunction = ([v]) => [
  hostArray(
    ((v as NDArray).dataSync() as Float32Array).map((e) => 2 * e),
    [2],
    "float32",
  ),
];
const pure = (callback: HostFunction) => ({ callback, resultAvals: [f32], vmapMethod: null });
const io = (callback: HostFunction) => ({ callback, resultAvals: [f32], ordered: false });

test("a host function has the types that were promised of it, whatever it is given", () => {
  expect(results(pureCallback, ["i32[3]", "bool[]"], pure(doubled))).toEqual(["f32[2]"]);
  expect(results(debugCallback, ["i32[3]"], { callback: () => [], resultAvals: [], ordered: true })).toEqual([]);
});

describe("called with values", () => {
  test("it gets them, and the types that it has to return", () => {
    const calls: unknown[] = [];
    const [y] = ioCallback(
      [x],
      io((inputs, avals) => {
        calls.push(inputs.length, inputs[0] === x, ...avals.map(String));
        return doubled(inputs, avals);
      }),
    );
    expect(y?.tolist()).toEqual([2, 4]);
    expect(calls).toEqual([1, true, "f32[2]"]);
  });

  test("it must keep its promise: number, shape and dtype of the results", () => {
    const text = "pure_callback: the function must return (f32[2]), found";
    const returning =
      (...found: readonly NDArray[]) =>
      () =>
        pureCallback(
          [x],
          pure(() => found),
        );
    refuses(`${text} ()`, returning());
    refuses(`${text} (f32[2], f32[2])`, returning(x, x));
    refuses(`${text} (f32[1])`, returning(hostArray(Float32Array.of(1), [1], "float32")));
    refuses(`${text} (i32[2])`, returning(hostArray(Int32Array.of(1, 2), [2], "int32")));
  });
});

test("while a function is traced nothing is called; effects are those of the kind", () => {
  const never: HostFunction = () => {
    throw new Error("called while tracing");
  };
  const effects = [
    stage((inputs) => pureCallback(inputs, pure(never)), [f32]),
    stage((inputs) => ioCallback(inputs, io(never)), [f32]),
    stage((inputs) => debugCallback(inputs, { ...io(never), resultAvals: [] }), [f32]),
  ].map(({ jaxpr }) => jaxpr.hasEffects);
  expect(effects).toEqual([false, true, true]);
});
