import "@hyrax/cpu";
import { hostArray, type Array as NDArray, printJaxpr, shapedArray, stage } from "@hyrax/core";
import { expect, test } from "vitest";
import {
  add,
  clamp,
  convGeneralDilated,
  dynamicSlice,
  dynamicUpdateSlice,
  padtypeToPads,
  stopGradient,
  topK,
} from "./index.js";

const f32 = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");

test("lax is strict: dtypes and shapes must agree, and a fraction is not cut off beside integers", () => {
  const ints = hostArray(Int32Array.of(1, 2), [2], "int32");
  expect(() => add(f32(1, 2), ints)).toThrow(TypeError);
  expect(() => add(f32(1, 2), f32(1, 2, 3))).toThrow(TypeError);
  expect(() => add(ints, 1.5)).toThrow(/would lose its fraction/);
});

test("bounds of clamp are scalars or have the shape of x, and NaN stays", () => {
  expect(clamp(0, f32(-1, 0.5, 2, Number.NaN), 1).tolist()).toEqual([0, 0.5, 1, Number.NaN]);
  expect(() => clamp(f32(0, 0), f32(1, 2, 3), f32(1, 1))).toThrow(TypeError);
});

test("a start index counts from the end if it is negative, and then the slice is moved to lie within the array", () => {
  const x = f32(0, 1, 2, 3, 4);
  expect(dynamicSlice(x, [-2], [2]).tolist()).toEqual([3, 4]);
  expect(dynamicSlice(x, [4], [2]).tolist()).toEqual([3, 4]);
  const traced = hostArray(Int32Array.of(-2), [1], "int32");
  expect(dynamicSlice(x, traced, [2]).tolist()).toEqual([3, 4]);
  expect(dynamicUpdateSlice(x, f32(9, 9), [9]).tolist()).toEqual([0, 1, 2, 9, 9]);
});

test("padding by name keeps the size at stride 1, with the odd one after, or before", () => {
  expect(padtypeToPads([5, 6], [3, 2], [2, 1], "SAME")).toEqual([
    [1, 1],
    [0, 1],
  ]);
  expect(padtypeToPads([6], [2], [1], "SAME_LOWER")).toEqual([[1, 0]]);
  expect(() => padtypeToPads([6], [2], [1], "BAD" as "SAME")).toThrow(RangeError);
});

test("a convolution says which sizes do not fit", () => {
  const image = hostArray(new Float32Array(10), [1, 2, 5], "float32");
  const kernel = hostArray(new Float32Array(18), [3, 3, 2], "float32");
  expect(() => convGeneralDilated(image, kernel, [1], "VALID")).toThrow(/has 2 features, but the kernel/);
  expect(() => convGeneralDilated(image, kernel, [1, 1], "VALID")).toThrow(/windowStrides needs 1 entries/);
});

test("stopGradient goes through a pytree and leaves integers alone", () => {
  const tree = { a: f32(1), n: hostArray(Int32Array.of(2), [1], "int32") };
  const { jaxpr } = stage(([a]) => [stopGradient({ a: a as NDArray, n: tree.n }).a], [shapedArray([1], "float32")]);
  expect(printJaxpr(jaxpr)).toBe("{ lambda ; a:f32[1]. let b:f32[1] = stop_gradient a in (b,) }");
  expect(stopGradient(tree).n).toBe(tree.n);
});

test("topK counts NaN as the greatest and takes equals in order", () => {
  const [values, indices] = topK(f32(1, Number.NaN, 3, 3), 3);
  expect([values.tolist(), indices.tolist()]).toEqual([
    [Number.NaN, 3, 3],
    [1, 2, 3],
  ]);
  expect(() => topK(f32(1, 2), 3)).toThrow(TypeError);
});
