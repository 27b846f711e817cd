import {
  add,
  broadcastInDim,
  conj,
  dotGeneral,
  eq,
  gather,
  iota,
  isComplex,
  le,
  type Array as NDArray,
  real,
  reduceSum,
  reshape,
  type Shape,
  selectN,
  slice,
  transpose,
} from "@hyrax/core";
import { zeros } from "../../interpreters/tangent.js";
import { inDtype } from "../dtype.js";

// Matrices are the last two axes of an array; all axes before them are a batch.

/** The number of rows and of columns. */
export function matrixSize({ shape }: NDArray): readonly [m: number, n: number] {
  return shape.slice(-2) as [number, number]; // the primitives take no arrays with fewer axes
}

/** The shape of a batch of other matrices, as many as `x` has. */
export function batchOf({ shape }: NDArray, matrix: Shape): Shape {
  return [...shape.slice(0, -2), ...matrix];
}

/** A B. */
export function product(a: NDArray, b: NDArray): NDArray {
  const batch = a.shape.slice(0, -2).map((_, axis) => axis);
  const dimensionNumbers = {
    lhsContract: [a.ndim - 1],
    rhsContract: [b.ndim - 2],
    lhsBatch: batch,
    rhsBatch: batch,
  };
  return dotGeneral(a, b, { dimensionNumbers, preferredElementType: null });
}

/** Aᵀ. */
export function transposed(x: NDArray): NDArray {
  const permutation = x.shape.map((_, axis) => axis);
  permutation.push(...permutation.splice(-2, 1));
  return transpose(x, { permutation });
}

/** The complex conjugate; of real numbers themselves. */
export function conjugate(x: NDArray): NDArray {
  return isComplex(x.dtype) ? conj(x, { inputDtype: x.dtype }) : x;
}

/** Aᴴ. */
export function adjoint(x: NDArray): NDArray {
  return conjugate(transposed(x));
}

/** The real part; of real numbers themselves. */
export function realPart(x: NDArray): NDArray {
  return isComplex(x.dtype) ? real(x) : x;
}

/** For each element of arrays of this shape, its place along the second to last axis (the row) or the last. */
function places(shape: Shape, fromEnd: 1 | 2): NDArray {
  return iota({ dtype: "int32", shape, dimension: shape.length - fromEnd });
}

/** What is on and below the diagonal that lies `k` above the main one. */
export function tril(x: NDArray, k = 0): NDArray {
  const below = le(places(x.shape, 1), add(places(x.shape, 2), k));
  return selectN([below, zeros(x.aval), x]);
}

/** What is on and above the diagonal that lies `k` above the main one. */
export function triu(x: NDArray, k = 0): NDArray {
  const above = le(places(x.shape, 2), add(places(x.shape, 1), -k));
  return selectN([above, zeros(x.aval), x]);
}

/** Identity matrices of the dtype of `x`, as many as it has matrices. */
export function identities(x: NDArray, size = matrixSize(x)[1]): NDArray {
  const shape = batchOf(x, [size, size]);
  return inDtype(eq(places(shape, 2), places(shape, 1)), x);
}

/** The diagonals of square matrices. */
export function diagonalOf(x: NDArray): NDArray {
  const onDiagonal = eq(places(x.shape, 2), places(x.shape, 1));
  return reduceSum(selectN([onDiagonal, zeros(x.aval), x]), { axes: [x.ndim - 1] });
}

/** Matrices of this shape whose columns are all `v`. */
export function asColumns(v: NDArray, shape: Shape): NDArray {
  return broadcastInDim(v, { shape, broadcastDimensions: v.shape.map((_, axis) => axis) });
}

/** Matrices of this shape whose rows are all `v`. */
export function asRows(v: NDArray, shape: Shape): NDArray {
  const last = v.ndim - 1;
  return broadcastInDim(v, { shape, broadcastDimensions: v.shape.map((_, axis) => (axis === last ? last + 1 : axis)) });
}

/** A part of each matrix: rows and columns from the first to before the second number. */
export function block(x: NDArray, rows: readonly [number, number], columns: readonly [number, number]): NDArray {
  return slice(x, {
    startIndices: batchOf(x, [rows[0], columns[0]]).map((start, axis) => (axis < x.ndim - 2 ? 0 : start)),
    limitIndices: batchOf(x, [rows[1], columns[1]]),
    strides: null,
  });
}

/** The rows of each matrix in the order of its permutation, `[..., m]`. */
export function permutedRows(x: NDArray, permutation: NDArray): NDArray {
  if (x.size === 0) return x; // there is no row to gather
  const batch = x.shape.slice(0, -2).map((_, axis) => axis);
  const row = x.ndim - 2;
  return gather(x, reshape(permutation, { newSizes: [...permutation.shape, 1] }), {
    dimensionNumbers: {
      offsetDims: [row + 1],
      collapsedSliceDims: [row],
      startIndexMap: [row],
      operandBatchingDims: batch,
      startIndicesBatchingDims: batch,
    },
    sliceSizes: x.shape.map((size, axis) => (axis <= row ? 1 : size)),
    mode: "promise_in_bounds",
    fillValue: null,
    indicesAreSorted: false,
    uniqueIndices: true,
  });
}

/** The columns of each matrix in the order of its permutation, `[..., n]`. */
export function permutedColumns(x: NDArray, permutation: NDArray): NDArray {
  return transposed(permutedRows(transposed(x), permutation));
}
