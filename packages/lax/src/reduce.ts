import { asArray, type Array as NDArray, type Operand, shape as shapes, sizeOf } from "@hyrax/core";
import { scan } from "./control-flow/scan.js";
import { initialValue, isIdentity, recognise } from "./monoid.js";
import { require } from "./require.js";
import { reshape, transpose } from "./shape.js";

type Computation = (x: NDArray, y: NDArray) => Operand;
type PairComputation = (xs: NDArray[], ys: NDArray[]) => readonly Operand[];

/**
 * Reduces over axes with an associative computation of two scalars (or of two lists of scalars, for several arrays together), from
 * initial values that are neutral to it. Sums, products, extremes and bitwise operations become primitives of their own;
 * another computation runs element by element along the axes.
 */
export function reduce(
  x: Operand,
  initValue: Operand,
  computation: Computation,
  dimensions: readonly number[],
): NDArray;
export function reduce(
  xs: readonly Operand[],
  initValues: readonly Operand[],
  computation: PairComputation,
  dimensions: readonly number[],
): NDArray[];
export function reduce(
  x: Operand | readonly Operand[],
  initValue: Operand | readonly Operand[],
  computation: Computation | PairComputation,
  dimensions: readonly number[],
): NDArray | NDArray[] {
  // The overloads pair a single array with a computation of two arrays, and lists with a computation of two lists.
  if (Array.isArray(x)) {
    return reduceTogether(x as Operand[], initValue as readonly Operand[], computation as PairComputation, dimensions);
  }
  const array = asArray(x as Operand);
  const combine = computation as Computation;
  const init = initialValue(initValue as Operand, array.dtype);
  const monoid = recognise(combine, array.dtype);
  if (monoid !== undefined) {
    const reduced = monoid.reduce(array, dimensions);
    return isIdentity(init, monoid) ? reduced : monoid.combine(init, reduced);
  }
  const pair: PairComputation = ([a], [b]) => [combine(a as NDArray, b as NDArray)];
  return reduceTogether([array], [init], pair, dimensions)[0] as NDArray;
}

function reduceTogether(
  xs: readonly Operand[],
  initValues: readonly Operand[],
  computation: PairComputation,
  dimensions: readonly number[],
): NDArray[] {
  const arrays = xs.map(asArray);
  const [first] = arrays;
  require(first !== undefined && initValues.length === arrays.length, () =>
    `reduce: needs an initial value for each array, found ${initValues.length} for ${arrays.length}`);
  const kept = first.shape.map((_, axis) => axis).filter((axis) => !dimensions.includes(axis));
  const shape = kept.map((axis) => first.shape[axis] as number);
  const rows = arrays.map((x) =>
    reshape(transpose(x, [...dimensions, ...kept]), [
      sizeOf(dimensions.map((axis) => x.shape[axis] as number)),
      ...shape,
    ]),
  );
  const inits = arrays.map((x, i) =>
    shapes.broadcastInDim(initialValue(initValues[i] as Operand, x.dtype), { shape, broadcastDimensions: [] }),
  );
  const step = (carry: NDArray[], row: NDArray[]): [NDArray[], null] => [computation(carry, row).map(asArray), null];
  return scan(step, inits, rows)[0];
}
