import {
  type ArrayLike,
  type Axis,
  broadcastInDim,
  type Array as NDArray,
  transpose as permute,
  requireOptions,
  reshape as reshapeTo,
  type Shape,
  sameShape,
  sizeOf,
  squeeze as squeezeAxes,
} from "@hyrax/core";
import { canonicalAxes, canonicalAxis, canonicalShape } from "./axes.js";
import { broadcastArray, broadcastShapes as commonShape } from "./broadcast.js";
import { toArray } from "./convert.js";

export interface OrderOption {
  /** "C" for row-major order, "F" for column-major. */
  readonly order?: "C" | "F";
}

const orderOptionNames = ["order"] as const satisfies readonly (keyof OrderOption)[];

/**
 * The elements of x in another shape. One size may be -1 and follows from the others.
 * @throws a `TypeError` if the numbers of elements differ
 */
export function reshape(x: ArrayLike, shape: Shape | number, options: OrderOption = {}): NDArray {
  requireOptions("reshape", options, orderOptionNames);
  const array = toArray(x, "reshape");
  const sizes = inferSize(array, Array.isArray(shape) ? (shape as Shape) : [shape as number]);
  if (options.order === "F") {
    return reverseAxes(toShape(reverseAxes(array), [...sizes].reverse()));
  }
  return toShape(array, sizes);
}

function toShape(x: NDArray, newSizes: Shape): NDArray {
  return sameShape(x.shape, newSizes) ? x : reshapeTo(x, { newSizes });
}

function inferSize(x: NDArray, shape: Shape): Shape {
  const unknown = shape.filter((n) => n === -1).length;
  if (unknown === 0) return canonicalShape("reshape", shape);
  const known = sizeOf(shape.filter((n) => n !== -1));
  if (unknown > 1 || known === 0 || x.size % known !== 0) {
    throw new TypeError(
      `reshape: no size in place of -1 makes [${shape.join(", ")}] hold the ${x.size} elements of ${x.aval}`,
    );
  }
  return shape.map((n) => (n === -1 ? x.size / known : n));
}

function reverseAxes(x: NDArray): NDArray {
  return x.ndim < 2 ? x : permute(x, { permutation: x.shape.map((_, axis) => x.ndim - 1 - axis) });
}

/** All elements along one axis. */
export function ravel(x: ArrayLike, options: OrderOption = {}): NDArray {
  requireOptions("ravel", options, orderOptionNames);
  return reshape(x, [-1], options.order === undefined || toArray(x, "ravel").size === 0 ? {} : options);
}

/** x with its axes in another order: axis `i` of the result is axis `axes[i]` of x. Reversed if none is given. */
export function transpose(x: ArrayLike, axes?: readonly number[] | null): NDArray {
  const array = toArray(x, "transpose");
  const permutation =
    axes === undefined || axes === null
      ? array.shape.map((_, axis) => array.ndim - 1 - axis)
      : canonicalAxes("transpose", axes, array.ndim);
  return permuted(array, permutation);
}

function permuted(x: NDArray, permutation: readonly number[]): NDArray {
  const same = permutation.length === x.ndim && permutation.every((axis, i) => axis === i);
  return same ? x : permute(x, { permutation });
}

/** x with its axes in the given order. */
export function permuteDims(x: ArrayLike, axes: readonly number[]): NDArray {
  return transpose(x, axes);
}

/** x with its last two axes exchanged. */
export function matrixTranspose(x: ArrayLike): NDArray {
  const array = toArray(x, "matrixTranspose");
  if (array.ndim < 2) throw new TypeError(`matrixTranspose: needs at least two axes, found ${array.aval}`);
  return swapaxes(array, -1, -2);
}

/** x with axes moved to other positions; the others keep their order. */
export function moveaxis(
  x: ArrayLike,
  source: number | readonly number[],
  destination: number | readonly number[],
): NDArray {
  const array = toArray(x, "moveaxis");
  const from = canonicalAxes("moveaxis", source, array.ndim);
  const to = canonicalAxes("moveaxis", destination, array.ndim);
  if (from.length !== to.length) {
    throw new TypeError(`moveaxis: ${from.length} axes cannot go to ${to.length} positions; give as many of both`);
  }
  const rest = array.shape.map((_, axis) => axis).filter((axis) => !from.includes(axis));
  const permutation = array.shape.map((_, axis) => {
    const i = to.indexOf(axis);
    return i < 0 ? (rest.shift() as number) : (from[i] as number);
  });
  return permuted(array, permutation);
}

/** x with two axes exchanged. */
export function swapaxes(x: ArrayLike, axis1: number, axis2: number): NDArray {
  const array = toArray(x, "swapaxes");
  const [a, b] = [canonicalAxis("swapaxes", axis1, array.ndim), canonicalAxis("swapaxes", axis2, array.ndim)];
  return permuted(
    array,
    array.shape.map((_, axis) => (axis === a ? b : axis === b ? a : axis)),
  );
}

/** x without axes of size 1: those given, or all. Throws a `TypeError` for an axis of another size. */
export function squeeze(x: ArrayLike, axis?: Axis): NDArray {
  const array = toArray(x, "squeeze");
  const dimensions =
    axis === undefined || axis === null
      ? array.shape.flatMap((n, i) => (n === 1 ? [i] : []))
      : canonicalAxes("squeeze", axis, array.ndim);
  return dimensions.length === 0 ? array : squeezeAxes(array, { dimensions });
}

/** x with new axes of size 1 at these positions of the result. */
export function expandDims(x: ArrayLike, axis: number | readonly number[]): NDArray {
  const array = toArray(x, "expandDims");
  const rank = array.ndim + (typeof axis === "number" ? 1 : axis.length);
  const added = canonicalAxes("expandDims", axis, rank);
  const kept = Array.from({ length: rank }, (_, i) => i).filter((i) => !added.includes(i));
  const shape = Array<number>(rank).fill(1);
  kept.forEach((position, i) => {
    shape[position] = array.shape[i] as number;
  });
  return broadcastInDim(array, { shape, broadcastDimensions: kept });
}

/** x in a shape to which its own broadcasts. Throws a `TypeError` if it does not. */
export function broadcastTo(x: ArrayLike, shape: Shape | number): NDArray {
  const array = toArray(x, "broadcastTo");
  const target = canonicalShape("broadcastTo", shape);
  if (!sameShape(commonShape("broadcastTo", array.shape, target), target)) {
    throw new TypeError(`broadcastTo: ${array.aval} does not broadcast to [${target.join(", ")}]`);
  }
  return broadcastArray(array, target);
}

/** The arrays in their common shape. */
export function broadcastArrays(...xs: readonly ArrayLike[]): NDArray[] {
  const arrays = xs.map((x) => toArray(x, "broadcastArrays"));
  const shape = commonShape("broadcastArrays", ...arrays.map((x) => x.shape));
  return arrays.map((x) => broadcastArray(x, shape));
}

/** The shape in which shapes meet: aligned at the last axis, axes of size 1 stretch. Throws a `TypeError` if sizes differ. */
export function broadcastShapes(...shapes: readonly Shape[]): number[] {
  return [...commonShape("broadcastShapes", ...shapes)];
}

/** x with at least one axis; of several arrays, a list. */
export function atleast1d(x: ArrayLike): NDArray;
export function atleast1d(...xs: readonly [ArrayLike, ArrayLike, ...ArrayLike[]]): NDArray[];
export function atleast1d(...xs: readonly ArrayLike[]): NDArray | NDArray[] {
  return each(xs, "atleast1d", (x) => (x.ndim === 0 ? reshape(x, [1]) : x));
}

/** x with at least two axes: a vector becomes a row. Of several arrays, a list. */
export function atleast2d(x: ArrayLike): NDArray;
export function atleast2d(...xs: readonly [ArrayLike, ArrayLike, ...ArrayLike[]]): NDArray[];
export function atleast2d(...xs: readonly ArrayLike[]): NDArray | NDArray[] {
  return each(xs, "atleast2d", (x) => (x.ndim === 0 ? reshape(x, [1, 1]) : x.ndim === 1 ? expandDims(x, 0) : x));
}

/** x with at least three axes: a vector `[n]` becomes `[1, n, 1]`, a matrix `[m, n, 1]`. Of several arrays, a list. */
export function atleast3d(x: ArrayLike): NDArray;
export function atleast3d(...xs: readonly [ArrayLike, ArrayLike, ...ArrayLike[]]): NDArray[];
export function atleast3d(...xs: readonly ArrayLike[]): NDArray | NDArray[] {
  return each(xs, "atleast3d", (x) => {
    if (x.ndim === 0) return reshape(x, [1, 1, 1]);
    if (x.ndim === 1) return expandDims(x, [0, 2]);
    return x.ndim === 2 ? expandDims(x, 2) : x;
  });
}

function each(xs: readonly ArrayLike[], name: string, f: (x: NDArray) => NDArray): NDArray | NDArray[] {
  const [first, ...rest] = xs.map((x) => f(toArray(x, name)));
  if (first === undefined) throw new TypeError(`${name}: needs at least one array`);
  return rest.length === 0 ? first : [first, ...rest];
}

/** The shape of an array or nested list. */
export function shape(x: ArrayLike): number[] {
  return [...toArray(x, "shape").shape];
}

/** The number of axes of an array or nested list. */
export function ndim(x: ArrayLike): number {
  return toArray(x, "ndim").ndim;
}

/** The number of elements, in all or along axes. */
export function size(x: ArrayLike, options: { readonly axis?: Axis } = {}): number {
  requireOptions("size", options, ["axis"]);
  const array = toArray(x, "size");
  return sizeOf(canonicalAxes("size", options.axis, array.ndim).map((axis) => array.shape[axis] as number));
}
