import {
  broadcastInDim,
  convertElementType,
  type DType,
  Array as NDArray,
  type Operand,
  reshape,
  type Scalar,
  type Shape,
  sameShape,
  scalarArray,
  selectN,
} from "@hyrax/core";

/** The array with another dtype, never weak; the same array where nothing changes. */
export function convertTo(x: NDArray, newDtype: DType): NDArray {
  return x.dtype === newDtype && !x.weakType ? x : convertElementType(x, { newDtype, weakType: false });
}

/** An array of one value. */
export function full(shape: Shape, value: Scalar, dtype: DType): NDArray {
  const scalar = scalarArray(value, dtype);
  return shape.length === 0 ? scalar : broadcastInDim(scalar, { shape, broadcastDimensions: [] });
}

/** An array in a larger shape, by NumPy's rules: axes are matched from the last one, axes of size 1 repeat. */
export function broadcastTo(x: NDArray, shape: Shape): NDArray {
  if (sameShape(x.shape, shape)) return x;
  const offset = shape.length - x.ndim;
  return broadcastInDim(x, { shape, broadcastDimensions: x.shape.map((_, axis) => offset + axis) });
}

/** As `broadcastTo`, but a scalar stays one: elementwise operations take it as it is. */
export function broadcastUnlessScalar(x: NDArray, shape: Shape): NDArray {
  return x.ndim === 0 ? x : broadcastTo(x, shape);
}

/** The array with a last axis of size 1. */
export function expandLast(x: NDArray): NDArray {
  return reshape(x, { newSizes: [...x.shape, 1] });
}

/**
 * Elements of `x` where the condition holds, of `y` elsewhere. Each of the three is a scalar or of the one shape that
 * the others have; at least one of `x` and `y` is an array, whose dtype a bare number takes.
 */
export function where(condition: NDArray, x: Operand, y: Operand): NDArray {
  const [like] = [x, y].filter((value) => value instanceof NDArray);
  if (like === undefined) throw new TypeError("where: one of the two choices must be an array");
  const arrays = [y, x].map((value) => (value instanceof NDArray ? value : scalarArray(value, like.dtype)));
  const shape = [condition, ...arrays].find((value) => value.ndim > 0)?.shape ?? [];
  return selectN([condition, ...arrays.map((value) => broadcastTo(value, shape))]);
}
