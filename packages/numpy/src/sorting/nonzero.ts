import {
  type ArrayLike,
  add,
  ConcretizationTypeError,
  cumsum,
  hostArray,
  iota,
  lt,
  type Array as NDArray,
  reduceSum,
  requireOptions,
  scalarArray,
  scatterAdd,
  selectN,
  slice,
  Tracer,
} from "@hyrax/core";
import { broadcastArray } from "../broadcast.js";
import { convertTo, toArray, toArrayOf } from "../convert.js";
import { indexDtype } from "../index-dtype.js";
import { coordinatesOfTrue } from "../indexing/coordinates.js";
import { unravelIndex } from "../indexing/multi-index.js";
import { stack } from "../joining.js";
import { truth } from "../reductions/masked.js";
import { ravel, reshape, transpose } from "../shape.js";

/** Options of functions whose result has as many elements as their values say. */
export interface SizeOptions {
  /** The size of the result, cut or filled up to it. Under a transformation it must be given. */
  readonly size?: number;
  /** What fills a result up; 0 if not given. */
  readonly fillValue?: ArrayLike;
}

const sizeOptionNames = ["size", "fillValue"] as const satisfies readonly (keyof SizeOptions)[];

/**
 * The coordinates (int32, an array for each axis) of the elements that are not zero, in row-major order. With `size`, the first
 * so many, filled up with `fillValue`: one for all axes, or a list with one for each.
 * Throws a `ConcretizationTypeError` for a traced array without `size`.
 */
export function nonzero(
  x: ArrayLike,
  options: Omit<SizeOptions, "fillValue"> & { readonly fillValue?: ArrayLike | readonly ArrayLike[] } = {},
): NDArray[] {
  requireOptions("nonzero", options, ["size", "fillValue"]);
  const array = toArray(x, "nonzero");
  if (array.ndim === 0) throw new TypeError("nonzero: a scalar has no coordinates; use atleast1d first");
  if (options.size === undefined) {
    requireKnown("nonzero", array);
    return coordinatesOfTrue(array).map((at) => convertTo(at, indexDtype()));
  }
  const mask = ravel(truth(array));
  const [flat, filled] = firstTrue(mask, options.size);
  const coordinates = array.size === 0 ? array.shape.map(() => flat) : unravelIndex(flat, array.shape);
  const fills = Array.isArray(options.fillValue) ? options.fillValue : array.shape.map(() => options.fillValue ?? 0);
  return coordinates.map((at, axis) => {
    const fill = toArrayOf(fills[axis] as ArrayLike, "int32", "nonzero");
    return convertTo(selectN([filled, at, broadcastArray(fill, at.shape)]), indexDtype());
  });
}

/** Throws if the shape of a result depends on values that are traced. */
export function requireKnown(name: string, x: NDArray): void {
  if (!(x instanceof Tracer)) return;
  throw new ConcretizationTypeError(
    `${name}: the size of the result depends on the values of the traced array ${x}; give the option size, ` +
      "which fixes it, or call the function outside of the transformation",
  );
}

/** The positions of the first `size` true elements of a mask of one axis, and where there are no more of them. */
export function firstTrue(mask: NDArray, size: number): readonly [positions: NDArray, missing: NDArray] {
  if (mask.size === 0 || size === 0) {
    return [zeros(size), broadcastArray(scalarArray(true, "bool"), [size])];
  }
  const ones = convertTo(mask, "int32");
  // Element i comes after cumsum(mask)[i] true ones: so many elements come before the k-th true one as have a count of k or less.
  const before = cumsum(ones, { axis: 0, reverse: false });
  const counts = scatterAdd(
    zeros(size),
    reshape(before, [mask.size, 1]),
    broadcastArray(scalarArray(1, "int32"), [mask.size]),
    {
      dimensionNumbers: {
        updateWindowDims: [],
        insertedWindowDims: [0],
        scatterDimsToOperandDims: [0],
        operandBatchingDims: [],
        scatterIndicesBatchingDims: [],
      },
      mode: "fill",
      indicesAreSorted: true,
      uniqueIndices: false,
    },
  );
  const positions = cumsum(counts, { axis: 0, reverse: false });
  const order = iota({ dtype: "int32", shape: [size], dimension: 0 });
  const total = reduceSum(ones, { axes: [0] });
  return [positions, lt(add(total, -1), order)];
}

const zeros = (size: number) => hostArray(new Int32Array(size), [size], "int32");

/** The positions (int32) of the elements that are not zero in the flattened array; otherwise as `nonzero`. */
export function flatnonzero(x: ArrayLike, options: SizeOptions = {}): NDArray {
  requireOptions("flatnonzero", options, sizeOptionNames);
  return nonzero(ravel(x), options)[0] as NDArray;
}

/** The coordinates of the elements that are not zero, a row (int32) for each; otherwise as `nonzero`. */
export function argwhere(x: ArrayLike, options: SizeOptions = {}): NDArray {
  requireOptions("argwhere", options, sizeOptionNames);
  const array = toArray(x, "argwhere");
  if (array.ndim === 0) {
    // A scalar is found or not, but has no coordinates.
    const rows = nonzero(reshape(array, [1]), options)[0] as NDArray;
    return reshape(slice(rows, { startIndices: [0], limitIndices: [0], strides: null }), [rows.size, 0]);
  }
  return transpose(stack(nonzero(array, options)));
}
