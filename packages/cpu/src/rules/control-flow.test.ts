import {
  add,
  cond,
  hoistConsts,
  jit,
  lt,
  mul,
  type Array as NDArray,
  type ShapedArray,
  scalarArray,
  scan,
  shapedArray,
  stage,
  stopGradient,
  sub,
  whileLoop,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { runPrimitive, testArray } from "../../test-support/run-primitive.js";

const f32 = shapedArray([], "float32");
const i32 = shapedArray([], "int32");
const vector = shapedArray([2], "float32");

/** The jaxpr of a function of flat lists; what it closes over is none. */
function program(f: (inputs: readonly NDArray[]) => readonly NDArray[], ...inAvals: ShapedArray[]) {
  return hoistConsts(stage(f, inAvals).jaxpr);
}

const list = (x: { data: ArrayLike<number | bigint> }) => Array.from(x.data);

describe("scan", () => {
  // carry ← carry · factor + x, stacking the carry before.
  const body = program(([factor, carry, x]) => [add(mul(carry!, factor!), x!), carry!], f32, f32, f32);
  const params = { jaxpr: body, length: 3, numConsts: 1, numCarry: 1, reverse: false, unroll: 1 };
  const inputs = [testArray([2], "float32", []), testArray([1], "float32", []), testArray([10, 20, 30], "float32")];

  test("carries a state from the first step to the last, and stacks what each returns", () => {
    const [carry, ys] = runPrimitive(scan, inputs, params);
    expect(list(carry!)).toEqual([((1 * 2 + 10) * 2 + 20) * 2 + 30]);
    expect(list(ys!)).toEqual([1, 12, 44]);
  });

  test("in reverse runs from the last element, and keeps each result at its element's place", () => {
    const [carry, ys] = runPrimitive(scan, inputs, { ...params, reverse: true });
    expect(list(carry!)).toEqual([((1 * 2 + 30) * 2 + 20) * 2 + 10]);
    expect(list(ys!)).toEqual([84, 32, 1]);
  });

  test("of no steps returns the carry that it got, and empty stacks", () => {
    const none = [inputs[0]!, inputs[1]!, testArray([], "float32")];
    const [carry, ys] = runPrimitive(scan, none, { ...params, length: 0 });
    expect(list(carry!)).toEqual([1]);
    expect(ys!.data.length).toBe(0);
  });

  test("hands whole rows to a step, of any dtype", () => {
    const rows = program(([total, x]) => [add(total!, x!), sub(x!, total!)], vector, vector);
    const [total, ys] = runPrimitive(
      scan,
      [testArray([0, 0], "float32"), testArray([1, 2, 3, 4, 5, 6], "float32", [3, 2])],
      { jaxpr: rows, length: 3, numConsts: 0, numCarry: 1, reverse: false, unroll: 1 },
    );
    expect(list(total!)).toEqual([9, 12]);
    expect(list(ys!)).toEqual([1, 2, 2, 2, 1, 0]);

    const wide = shapedArray([], "int64");
    const wideBody = program(([total, x]) => [add(total!, x!), total!], wide, wide);
    const [sum, stack] = runPrimitive(scan, [testArray([2n ** 60n], "int64", []), testArray([1n, 2n], "int64")], {
      jaxpr: wideBody,
      length: 2,
      numConsts: 0,
      numCarry: 1,
      reverse: false,
      unroll: 1,
    });
    expect([...list(sum!), ...list(stack!)]).toEqual([2n ** 60n + 3n, 2n ** 60n, 2n ** 60n + 1n]);
  });

  test("swaps carries without mixing steps up", () => {
    const swap = program(([a, b]) => [b!, add(a!, b!)], f32, f32);
    const start = [testArray([0], "float32", []), testArray([1], "float32", [])];
    const [a] = runPrimitive(scan, start, {
      jaxpr: swap,
      length: 10,
      numConsts: 0,
      numCarry: 2,
      reverse: false,
      unroll: 1,
    });
    expect(list(a!)).toEqual([55]);
  });
});

describe("while", () => {
  test("runs the body as long as the condition holds, each with constants of its own", () => {
    const condJaxpr = program(([limit, i]) => [lt(i!, limit!)], i32, i32, i32);
    const bodyJaxpr = program(([step, i, total]) => [add(i!, step!), add(total!, i!)], i32, i32, i32);
    const params = { condJaxpr, condNumConsts: 1, bodyJaxpr, bodyNumConsts: 1 };
    const scalars = (...values: number[]) => values.map((value) => testArray([value], "int32", []));
    expect(runPrimitive(whileLoop, scalars(10, 3, 0, 0), params).map(list)).toEqual([[12], [0 + 3 + 6 + 9]]);
    expect(runPrimitive(whileLoop, scalars(0, 3, 5, 7), params).map(list)).toEqual([[5], [7]]);
  });
});

describe("cond", () => {
  const branches = [10, 20, 30].map((factor) => program(([x]) => [mul(x!, factor)], f32));

  test.each([
    [-5, 10],
    [0, 10],
    [1, 20],
    [2, 30],
    [9, 30],
  ])("with index %i runs the branch that multiplies by %i", (index, factor) => {
    const [y] = runPrimitive(cond, [testArray([index], "int32", []), testArray([2], "float32", [])], { branches });
    expect(list(y!)).toEqual([2 * factor]);
  });
});

describe("jit", () => {
  test("runs programs within programs, and reads literals and the same value more than once", () => {
    const inner = program(([x]) => [mul(x!, x!), x!], vector);
    const outer = program(([x]) => {
      const [square, same] = jit([add(x!, 1)], { jaxpr: inner, name: "inner" });
      return [sub(square!, same!), same!, x!, stopGradient(x!)];
    }, vector);
    const results = runPrimitive(jit, [testArray([1, 2], "float32")], { jaxpr: outer, name: "outer" });
    expect(results.map(list)).toEqual([
      [2, 6],
      [2, 3],
      [1, 2],
      [1, 2],
    ]);
  });

  test("returns literals, an input twice, or nothing", () => {
    const input = [testArray([3], "float32", [])];
    const run = (f: Parameters<typeof program>[0]) =>
      runPrimitive(jit, input, { jaxpr: program(f, f32), name: "f" }).map(list);
    expect(run(() => [])).toEqual([]);
    expect(run(([x]) => [scalarArray(7, "float32"), x!, x!])).toEqual([[7], [3], [3]]);
  });
});
