import { allocate, type ShapedArray, type TypedArray } from "@hyrax/core";
import { asWords, rowMajorStrides, stridedCopy, wordsPerElement } from "./strided.js";

/** The elements of an array in the order of its axes that is given; not a copy if they are in it already. */
export function arrange(x: ShapedArray, order: readonly number[]): (data: TypedArray) => TypedArray {
  if (order.every((axis, i) => axis === i)) return (data) => data;
  const { dtype, size } = x;
  const shape = order.map((axis) => x.shape[axis]!);
  const own = rowMajorStrides(x.shape);
  const copy = stridedCopy(
    shape,
    order.map((axis) => own[axis]!),
    rowMajorStrides(shape),
    wordsPerElement(dtype),
  );
  return (data) => {
    const arranged = allocate(dtype, size);
    copy(asWords(data, dtype), 0, asWords(arranged, dtype), 0);
    return arranged;
  };
}
