import { type DType, reduceMax, reduceProd, reduceSum, type Shape, sizeOf } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { runPrimitive, testArray } from "../test-support/run-primitive.js";

/** Adds up elements into the place that is left of their coordinates. */
function summed(values: readonly number[], shape: Shape, axes: readonly number[]): number[] {
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const out = new Array<number>(sizeOf(kept.map((axis) => shape[axis]!))).fill(0);
  values.forEach((value, i) => {
    const place = shape.map((n, axis) => Math.floor(i / sizeOf(shape.slice(axis + 1))) % n);
    const at = kept.reduce((index, axis) => index * shape[axis]! + place[axis]!, 0);
    out[at]! += value;
  });
  return out;
}

// Around the block of 2048 elements that is read at a time: rows, columns and runs that are shorter, longer, or not a
// divisor of it.
describe.each([
  [[2047], [0]],
  [[2048], [0]],
  [[2049], [0]],
  [[3, 5000], [1]],
  [[5000, 3], [0]],
  [[3, 700, 5], [1]],
  [[2, 3, 2500], [1]],
  [[2, 3, 2048], [0]],
  [
    [4, 1025, 2],
    [0, 2],
  ],
  [
    [3, 2, 5, 7, 11],
    [1, 3],
  ],
] as const)("a sum of %j over %j", (shape, axes) => {
  const values = Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7919) % 201) - 100);

  test.each(["float32", "float64", "int32", "int64"] as const)("of %s is what a plain loop gives", (dtype: DType) => {
    const [sum] = runPrimitive(reduceSum, [testArray(values, dtype, shape)], { axes });
    expect(Array.from({ length: sum!.data.length }, (_, i) => Number(sum!.data[i]))).toEqual(
      summed(values, shape, axes),
    );
  });
});

test("float32 is added up in double precision: a million times 0.1 is exact to the last bit", () => {
  const n = 1e6;
  const tenth = Math.fround(0.1);
  const [sum] = runPrimitive(reduceSum, [testArray(new Array<number>(n).fill(0.1), "float32")], { axes: [0] });
  expect(sum!.data[0]).toBe(Math.fround(tenth * n));
});

test("float16 overflows only if the result does, not a part of the sum", () => {
  const [sum] = runPrimitive(reduceSum, [testArray([60000, 60000, -60000, -59008], "float16")], { axes: [0] });
  expect(sum!.data[0]).toBe(0x63c0); // 992
});

test("integers wrap, however many there are", () => {
  const values = new Array<number>(5000).fill(2 ** 31 - 1);
  const wrapped = Number(BigInt.asIntN(32, BigInt(2 ** 31 - 1) * 5000n));
  expect(runPrimitive(reduceSum, [testArray(values, "int32")], { axes: [0] })[0]!.data[0]).toBe(wrapped);
  const product = Number(BigInt.asIntN(32, BigInt(2 ** 31 - 1) ** 5000n));
  expect(runPrimitive(reduceProd, [testArray(values, "int32")], { axes: [0] })[0]!.data[0]).toBe(product);
});

test("a NaN anywhere is the greatest", () => {
  for (const at of [0, 1, 2047, 2048, 4999]) {
    const values = Array.from({ length: 5000 }, (_, i) => (i === at ? Number.NaN : i));
    expect(runPrimitive(reduceMax, [testArray(values, "float32")], { axes: [0] })[0]!.data[0]).toBeNaN();
  }
});
