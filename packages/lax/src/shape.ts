import {
  asArray,
  type Array as NDArray,
  type Operand,
  requireOptions,
  type Shape,
  sameShape,
  shape as shapes,
  sizeOf,
} from "@hyrax/core";
import { canonicalAxis } from "./axes.js";
import { require } from "./require.js";

/** x with new leading axes of these sizes, along which it repeats. */
export function broadcast(x: Operand, sizes: Shape): NDArray {
  const array = asArray(x);
  const broadcastDimensions = array.shape.map((_, axis) => axis + sizes.length);
  return shapes.broadcastInDim(array, { shape: [...sizes, ...array.shape], broadcastDimensions });
}

/** x in a shape, where axis `i` of x becomes axis `broadcastDimensions[i]`; x repeats along the others. */
export function broadcastInDim(x: Operand, shape: Shape, broadcastDimensions: readonly number[]): NDArray {
  return shapes.broadcastInDim(x, { shape, broadcastDimensions });
}

/** The shape in which shapes meet: aligned at the last axis, axes of size 1 stretch. Throws a `TypeError` if sizes differ. */
export function broadcastShapes(...shapesToMeet: readonly Shape[]): Shape {
  const rank = Math.max(0, ...shapesToMeet.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, i) => {
    const sizes = new Set(shapesToMeet.flatMap((shape) => shape.at(i - rank) ?? []).filter((n) => n !== 1));
    require(sizes.size <= 1, () =>
      `broadcastShapes: ${shapesToMeet.map((shape) => `[${shape.join(", ")}]`).join(" and ")} differ along axis ${i - rank}: ` +
      `${[...sizes].join(" and ")}; sizes must be equal or 1`);
    return [...sizes][0] ?? 1;
  });
}

/** x with leading axes of size 1 up to that number of axes. */
export function broadcastToRank(x: Operand, rank: number): NDArray {
  const array = asArray(x);
  require(rank >= array.ndim, () => `broadcastToRank: ${array.aval} has more than ${rank} axes`);
  if (rank === array.ndim) return array;
  const added = rank - array.ndim;
  const shape = [...Array<number>(added).fill(1), ...array.shape];
  return shapes.broadcastInDim(array, { shape, broadcastDimensions: array.shape.map((_, axis) => axis + added) });
}

export interface ReshapeOptions {
  /** The order in which the axes of x are read. */
  readonly dimensions?: readonly number[];
}

/** The elements of x, in row-major order, in another shape with as many elements. */
export function reshape(x: Operand, newSizes: Shape, options: ReshapeOptions = {}): NDArray {
  requireOptions("reshape", options, ["dimensions"]);
  const array = asArray(x);
  const ordered = options.dimensions === undefined ? array : transpose(array, options.dimensions);
  return sameShape(ordered.shape, newSizes) ? ordered : shapes.reshape(ordered, { newSizes });
}

/** Axes `startDimension` to `stopDimension` (which is not included; the last axis if not given) of x as one axis. */
export function collapse(x: Operand, startDimension: number, stopDimension?: number): NDArray {
  const array = asArray(x);
  const { shape } = array;
  const position = (axis: number) => (axis < 0 ? axis + shape.length : axis);
  const start = position(startDimension);
  const stop = position(stopDimension ?? shape.length);
  require(start >= 0 && start <= stop && stop <= shape.length, () =>
    `collapse: axes ${startDimension} to ${stopDimension ?? shape.length} are not a range of the axes of ${array.aval}`);
  return reshape(array, [...shape.slice(0, start), sizeOf(shape.slice(start, stop)), ...shape.slice(stop)]);
}

/** x with its axes in another order: axis `i` of the result is axis `permutation[i]` of x. */
export function transpose(x: Operand, permutation: readonly number[]): NDArray {
  const array = asArray(x);
  const identity = permutation.length === array.ndim && permutation.every((axis, i) => axis === i);
  return identity ? array : shapes.transpose(array, { permutation });
}

/** x with new axes of size 1 at these positions of the result. */
export function expandDims(x: Operand, dimensions: readonly number[]): NDArray {
  const array = asArray(x);
  const rank = array.ndim + dimensions.length;
  const added = new Set(dimensions.map((axis) => canonicalAxis("expandDims", axis, rank)));
  require(added.size === dimensions.length, () => `expandDims: the axes [${dimensions.join(", ")}] repeat one`);
  const kept = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => !added.has(axis));
  const shape = Array<number>(rank).fill(1);
  kept.forEach((axis, i) => {
    shape[axis] = array.shape[i] as number;
  });
  return shapes.broadcastInDim(array, { shape, broadcastDimensions: kept });
}

/** x without these axes, which have size 1. */
export function squeeze(x: Operand, dimensions: readonly number[]): NDArray {
  const array = asArray(x);
  if (dimensions.length === 0) return array;
  return shapes.squeeze(array, { dimensions: dimensions.map((axis) => canonicalAxis("squeeze", axis, array.ndim)) });
}

/** x with the order of its elements reversed along these axes. */
export function rev(x: Operand, dimensions: readonly number[]): NDArray {
  return shapes.rev(x, { dimensions });
}

/** x repeated `reps[i]` times along each axis `i`. */
export function tile(x: Operand, reps: readonly number[]): NDArray {
  const array = asArray(x);
  require(reps.length === array.ndim && reps.every((n) => Number.isInteger(n) && n >= 0), () =>
    `tile: needs a number of repetitions for each axis of ${array.aval}, found [${reps.join(", ")}]`);
  const spread = shapes.broadcastInDim(array, {
    shape: array.shape.flatMap((n, axis) => [reps[axis] as number, n]),
    broadcastDimensions: array.shape.map((_, axis) => 2 * axis + 1),
  });
  return reshape(
    spread,
    array.shape.map((n, axis) => n * (reps[axis] as number)),
  );
}

/** x with elements put around it and between its elements: for each axis `[before, after, between]`; negative numbers cut. */
export function pad(
  x: Operand,
  value: Operand,
  paddingConfig: readonly (readonly [low: number, high: number, interior: number])[],
): NDArray {
  return shapes.pad(asArray(x), value, { paddingConfig });
}
