import {
  allocate,
  type DotGeneralParams,
  type DType,
  isInteger,
  type ShapedArray,
  sizeOf,
  type TypedArray,
} from "@hyrax/core";
import { bigints, encodeDoubles, isWide, toDoubles } from "./doubles.js";
import type { BinaryKernel } from "./loops.js";
import { multiplyTransposed, multiplyTransposedIntegers } from "./matmul.js";
import { asWords, rowMajorStrides, stridedCopy, wordsPerElement } from "./strided.js";

/** `dotGeneral`: both sides are brought into the order `[batch, free, contracted]`, so that rows meet rows. */
export function dot(
  [lhs, rhs]: readonly [ShapedArray, ShapedArray],
  { dimensionNumbers: d }: DotGeneralParams,
  outs: readonly ShapedArray[],
): BinaryKernel {
  const [out] = outs as [ShapedArray];
  const left = arrangement(lhs, d.lhsBatch, d.lhsContract);
  const right = arrangement(rhs, d.rhsBatch, d.rhsContract);
  const batch = sizeOf(d.lhsBatch.map((axis) => lhs.shape[axis]!));
  const k = sizeOf(d.lhsContract.map((axis) => lhs.shape[axis]!));
  const m = left.free;
  const n = right.free;
  if (isWide(lhs.dtype) || isWide(out.dtype))
    return wideDot(left.arrange, right.arrange, lhs.dtype, out, batch, m, n, k);
  const multiply = isInteger(out.dtype) ? multiplyTransposedIntegers : multiplyTransposed;
  const isBool = out.dtype === "bool";
  return ([x, y]) => {
    const a = toDoubles(left.arrange(x), lhs.dtype);
    const b = toDoubles(right.arrange(y), rhs.dtype);
    const result = new Float64Array(out.size);
    for (let i = 0; i < batch; i++) multiply(a, i * m * k, b, i * n * k, result, i * m * n, m, n, k);
    // A sum of products of bools is whether any product is true.
    if (isBool) for (let i = 0; i < result.length; i++) result[i] = result[i] === 0 ? 0 : 1;
    return [encodeDoubles(result, out.dtype)];
  };
}

type Arrange = (x: TypedArray) => TypedArray;

function arrangement(x: ShapedArray, batch: readonly number[], contract: readonly number[]) {
  const free = x.shape.map((_, axis) => axis).filter((axis) => !batch.includes(axis) && !contract.includes(axis));
  const order = [...batch, ...free, ...contract];
  const size = sizeOf(free.map((axis) => x.shape[axis]!));
  if (order.every((axis, i) => axis === i)) return { free: size, arrange: (data: TypedArray) => data };
  const shape = order.map((axis) => x.shape[axis]!);
  const own = rowMajorStrides(x.shape);
  const copy = stridedCopy(
    shape,
    order.map((axis) => own[axis]!),
    rowMajorStrides(shape),
    wordsPerElement(x.dtype),
  );
  const arrange: Arrange = (data) => {
    const arranged = allocate(x.dtype, x.size);
    copy(asWords(data, x.dtype), 0, asWords(arranged, x.dtype), 0);
    return arranged;
  };
  return { free: size, arrange };
}

function wideDot(
  left: Arrange,
  right: Arrange,
  dtype: DType,
  out: ShapedArray,
  batch: number,
  m: number,
  n: number,
  k: number,
): BinaryKernel {
  const integers = (x: TypedArray): BigInt64Array | BigUint64Array =>
    isWide(dtype) ? bigints(x) : BigInt64Array.from(toDoubles(x, dtype), BigInt);
  return ([x, y]) => {
    const a = integers(left(x));
    const b = integers(right(y));
    const result = allocate("int64", out.size) as BigInt64Array;
    for (let i = 0; i < result.length; i++) {
      const row = Math.floor(i / n) * k;
      const column = (Math.floor(i / (m * n)) * n + (i % n)) * k;
      let sum = 0n;
      for (let p = 0; p < k; p++) sum += a[row + p]! * b[column + p]!;
      result[i] = sum;
    }
    return [
      out.dtype === "uint64"
        ? new BigUint64Array(result.buffer)
        : isWide(out.dtype)
          ? result
          : encodeDoubles(Float64Array.from(result, Number), out.dtype),
    ];
  };
}
