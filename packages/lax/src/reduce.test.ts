import "@hyrax/cpu";
import { hostArray, type Array as NDArray, scalarArray, shapedArray, stage } from "@hyrax/core";
import { expect, test } from "vitest";
import { add, bitwiseOr, ge, max, mul, reduce, reduceWindow, select, sub } from "./index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const grid = (rows: number, columns: number) =>
  hostArray(
    Float32Array.from({ length: rows * columns }, (_, i) => ((i * 7) % 11) - 4),
    [rows, columns],
    "float32",
  );
const primitives = (f: (x: NDArray) => NDArray, shape: number[]) =>
  stage(([x]) => [f(x as NDArray)], [shapedArray(shape, "float32")]).jaxpr.eqns.map((eqn) => eqn.primitive.name);

test("a reduction with a known operation from its neutral element is one primitive, however the function is written", () => {
  expect(primitives((x) => reduce(x, 0, add, [0]), [3])).toEqual(["reduce_sum"]);
  expect(primitives((x) => reduce(x, 1, (a, b) => mul(b, a), [0]), [3])).toEqual(["reduce_prod"]);
  expect(primitives((x) => reduce(x, Number.NEGATIVE_INFINITY, max, [0, 1]), [2, 3])).toEqual(["reduce_max"]);
  expect(primitives((x) => reduce(x, 5, add, [0]), [3])).toEqual(["reduce_sum", "add"]);
});

test("a reduction with any other operation runs along the axes", () => {
  const x = grid(3, 4);
  const weighted = (a: NDArray, b: NDArray) => sub(add(a, b), mul(a, b));
  const rows = x.tolist() as number[][];
  const expected = rows.map((row) => row.reduce((a, b) => a + b - a * b, 0));
  expect(reduce(x, 0, weighted, [1]).tolist()).toEqual(expected);
});

test("several arrays reduce together: an argmax", () => {
  const values = f32(3, 9, 2, 9);
  const places = hostArray(Int32Array.of(0, 1, 2, 3), [4], "int32");
  const [best, where] = reduce(
    [values, places],
    [Number.NEGATIVE_INFINITY, scalarArray(0, "int32")],
    ([a, i], [b, j]) => {
      const first = ge(a as NDArray, b as NDArray);
      return [select(first, a as NDArray, b as NDArray), select(first, i as NDArray, j as NDArray)];
    },
    [0],
  );
  expect([best?.tolist(), where?.tolist()]).toEqual([9, 1]);
});

test("bits reduce as the operation says", () => {
  const bits = hostArray(Int32Array.of(1, 4, 1), [3], "int32");
  expect(reduce(bits, 0, bitwiseOr, [0]).tolist()).toBe(5);
});

test("windows of known operations are primitives; an initial value that is not neutral pads and counts", () => {
  const x = f32(1, 2, 3, 4);
  const options = { padding: [[1, 1]] as const };
  expect(primitives((y) => reduceWindow(y, 0, add, [2], options), [4])).toEqual(["reduce_window_sum"]);
  expect(reduceWindow(x, 0, add, [2], options).tolist()).toEqual([1, 3, 5, 7, 4]);
  // JAX: lax.reduce_window(x, 10., lax.add, (2,), (1,), ((1, 1),))
  expect(reduceWindow(x, 10, add, [2], options).tolist()).toEqual([21, 13, 15, 17, 24]);
});

test("windows of any other operation agree with a loop over them, with strides and dilations", () => {
  const x = grid(5, 6);
  const rows = x.tolist() as number[][];
  const found = reduceWindow(x, 1, mul, [2, 2], { windowStrides: [2, 1], windowDilation: [1, 3] }).tolist();
  const expected = [0, 2].map((i) =>
    [0, 1, 2].map((j) =>
      [0, 1].flatMap((a) => [0, 3].map((b) => rows[i + a]?.[j + b] as number)).reduce((p, q) => p * q),
    ),
  );
  expect(found).toEqual(expected);
});

test("infinities are the extreme integers to an integer dtype", () => {
  const x = hostArray(Int32Array.of(-5, -7, -2), [3], "int32");
  expect(reduceWindow(x, Number.NEGATIVE_INFINITY, max, [2]).tolist()).toEqual([-5, -2]);
});
