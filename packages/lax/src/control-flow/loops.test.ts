import "@hyrax/cpu";
import { hostArray, type Array as NDArray, printJaxpr, shapedArray, stage } from "@hyrax/core";
import { expect, test } from "vitest";
import { add, associativeScan, foriLoop, lt, map, mul, neg, reduceSum, reshape, stack, whileLoop } from "../index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const i32 = (value: number) => hostArray(Int32Array.of(value), [], "int32");
const scalar = (value: number) => hostArray(Float32Array.of(value), [], "float32");

test("a while loop runs as long as its condition holds", () => {
  expect(
    whileLoop(
      (v) => lt(v, 100),
      (v) => mul(v, 3),
      scalar(1),
    ).tolist(),
  ).toBe(243);
  expect(
    whileLoop(
      () => false,
      (v) => mul(v, 3),
      scalar(1),
    ).tolist(),
  ).toBe(1);
});

test("a condition that is not one bool, and a body that changes the carry, are TypeErrors", () => {
  expect(() =>
    whileLoop(
      (v) => lt(v, 9),
      (v) => v,
      f32(1, 2),
    ),
  ).toThrow("whileLoop: the condition must return one bool scalar, found bool[2]");
  expect(() =>
    whileLoop(
      (v) => v,
      (v) => v,
      scalar(1),
    ),
  ).toThrow(/must return one bool scalar, found f32\[\]/);
  expect(() =>
    whileLoop(
      (v) => lt(reduceSum(v, [0]), 9),
      (v) => stack([v, v]),
      f32(1, 2),
    ),
  ).toThrow(/carry has type f32\[2\] before a step and f32\[2,2\] after it/);
});

test("a loop with known bounds is a scan, one with a traced bound a while loop, and both count from the lower bound", () => {
  const body = (i: NDArray, v: NDArray) => add(mul(v, 10), i.aval.dtype === "int32" ? 1 : 0);
  expect(foriLoop(2, 5, body, scalar(0)).tolist()).toBe(111);
  const traced = stage(
    ([n, v]) => [foriLoop(0, n as NDArray, body, v as NDArray)],
    [shapedArray([], "int32"), shapedArray([], "float32")],
  );
  const known = stage(([v]) => [foriLoop(0, 3, body, v as NDArray)], [shapedArray([], "float32")]);
  expect(traced.jaxpr.eqns.map((eqn) => eqn.primitive.name)).toEqual(["while"]);
  expect(known.jaxpr.eqns.map((eqn) => eqn.primitive.name)).toEqual(["scan"]);
});

test("the bounds of a loop are integers of one dtype", () => {
  expect(() => foriLoop(0.5, 3, (_, v) => v, scalar(0))).toThrow(
    "foriLoop: the bounds must be integers, found number 0.5",
  );
  expect(() => foriLoop(scalar(0), 3, (_, v) => v, scalar(0))).toThrow(/integers or integer scalars, found f32\[\]/);
  const byte = hostArray(Int8Array.of(3), [], "int8");
  expect(() => foriLoop(byte, i32(5), (_, v) => v, scalar(0))).toThrow(/the same dtype, found i8\[\] and i32\[\]/);
});

test("a loop of no steps returns its initial value", () => {
  expect(foriLoop(3, 3, (_, v) => neg(v), scalar(2)).tolist()).toBe(2);
  expect(foriLoop(5, 0, (_, v) => neg(v), scalar(2)).tolist()).toBe(2);
});

test("an eager loop around a loop traces its body once", () => {
  let traced = 0;
  const body = (_: NDArray, v: NDArray) => {
    traced++;
    return mul(v, 0.5);
  };
  for (let i = 0; i < 4; i++) foriLoop(0, 3, body, scalar(8));
  expect(traced).toBe(1);
});

test("map applies a function to each slice and stacks the results", () => {
  const rows = reshape(f32(1, 2, 3, 4, 5, 6), [3, 2]);
  expect(map((row) => reduceSum(row, [0]), rows).tolist()).toEqual([3, 7, 11]);
  expect(map(({ a, b }) => ({ sum: add(a, b) }), { a: f32(1, 2), b: f32(3, 4) }).sum.tolist()).toEqual([4, 6]);
  expect(map((x) => neg(x), f32(1, 2, 3, 4, 5), { batchSize: 2 }).tolist()).toEqual([-1, -2, -3, -4, -5]);
});

test.each([0, 1, 2, 3, 5, 8, 13])("an associative scan of %i elements agrees with adding them one by one", (n) => {
  const values = Array.from({ length: n }, (_, i) => i + 1);
  const forward = values.map((_, i) => values.slice(0, i + 1).reduce((a, b) => a + b));
  const backward = values.map((_, i) => values.slice(i).reduce((a, b) => a + b));
  expect(associativeScan(add, f32(...values)).tolist()).toEqual(forward);
  expect(associativeScan(add, f32(...values), { reverse: true }).tolist()).toEqual(backward);
});

test("an associative scan of an operation that does not commute keeps the order", () => {
  const affine = ([a, b]: NDArray[], [c, d]: NDArray[]) =>
    [mul(a as NDArray, c as NDArray), add(mul(b as NDArray, c as NDArray), d as NDArray)] as NDArray[];
  const slopes = [0.5, 2, -1, 3, 0.25];
  const offsets = [1, -2, 3, 0.5, 4];
  const [, found] = associativeScan(affine, [f32(...slopes), f32(...offsets)]);
  let x = 0;
  expect(found?.tolist()).toEqual(slopes.map((slope, i) => (x = x * slope + (offsets[i] as number))));
});

test("arrays of different lengths have no associative scan", () => {
  const pair = ([a, b]: NDArray[], _: NDArray[]) => [a as NDArray, b as NDArray];
  expect(() => associativeScan(pair, [f32(1, 2), f32(1, 2, 3)])).toThrow(/must have the same size of axis 0/);
});

test("a while loop prints as JAX prints it", () => {
  const { jaxpr } = stage(
    ([v]) => [
      whileLoop(
        (x) => lt(x, 3),
        (x) => mul(x, 2),
        v as NDArray,
      ),
    ],
    [shapedArray([], "float32")],
  );
  expect(printJaxpr(jaxpr)).toMatchInlineSnapshot(`
    "{ lambda ; a:f32[]. let
        b:f32[] = while[
          body_jaxpr={ lambda ; c:f32[]. let d:f32[] = mul c 2.0:f32[] in (d,) }
          body_nconsts=0
          cond_jaxpr={ lambda ; e:f32[]. let f:bool[] = lt e 3.0:f32[] in (f,) }
          cond_nconsts=0
        ] a
      in (b,) }"
  `);
});
