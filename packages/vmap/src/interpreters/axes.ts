import {
  broadcastInDim,
  type Array as NDArray,
  type Shape,
  type ShapedArray,
  shapedArray,
  transpose,
} from "@hyrax/core";
import type { BatchAxis, Batched } from "./rule.js";

/** A list with one more entry, at an index. */
export function inserted<T>(list: readonly T[], at: number, entry: T): readonly T[] {
  return [...list.slice(0, at), entry, ...list.slice(at)];
}

/** A list with other entries in place of the one at an index. */
export function replaced<T>(list: readonly T[], at: number, entries: readonly T[]): readonly T[] {
  return [...list.slice(0, at), ...entries, ...list.slice(at + 1)];
}

/** A list without the entry at an index. */
export function without<T>(list: readonly T[], at: number): readonly T[] {
  return list.filter((_, i) => i !== at);
}

/** The axis of the whole array that is this axis of a single element. */
export function pastBatch(axis: number, batch: number): number {
  return axis < batch ? axis : axis + 1;
}

/** The axes of an array with the mapped axis in front that are these axes of a single element. */
export function shifted(axes: readonly number[]): readonly number[] {
  return axes.map((axis) => axis + 1);
}

/** The shape of a single element. */
export function elementShape({ value, axis }: Batched): Shape {
  return axis === null ? value.shape : without(value.shape, axis);
}

/** The type of a single element of a batch of this type. */
export function elementAval(aval: ShapedArray, axis: BatchAxis): ShapedArray {
  return axis === null ? aval : shapedArray(without(aval.shape, axis), aval.dtype, aval.weakType);
}

/** The type of a batch of elements of this type. */
export function batchAval(aval: ShapedArray, axis: BatchAxis, size: number): ShapedArray {
  return axis === null ? aval : shapedArray(inserted(aval.shape, axis, size), aval.dtype, aval.weakType);
}

export function moveAxis(x: NDArray, from: number, to: number): NDArray {
  if (from === to) return x;
  const others = x.shape.map((_, axis) => axis).filter((axis) => axis !== from);
  return transpose(x, { permutation: inserted(others, to, from) });
}

/** Repeats an array along a new axis. */
export function broadcastAxis(x: NDArray, at: number, size: number): NDArray {
  return broadcastInDim(x, {
    shape: inserted(x.shape, at, size),
    broadcastDimensions: x.shape.map((_, axis) => pastBatch(axis, at)),
  });
}

/** The whole array with the mapped axis at a place of choice; an array that has none is repeated along it. */
export function atAxis({ value, axis }: Batched, at: number, size: number): NDArray {
  return axis === null ? broadcastAxis(value, at, size) : moveAxis(value, axis, at);
}

/** The whole array with the mapped axis in front; an array that has none is repeated along it. */
export function atFront(x: Batched, size: number): NDArray {
  return atAxis(x, 0, size);
}

/** The whole array with the mapped axis in front, if it has one. */
export function frontIfBatched({ value, axis }: Batched): Batched {
  return axis === null ? { value, axis } : { value: moveAxis(value, axis, 0), axis: 0 };
}
