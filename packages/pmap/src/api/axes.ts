import { type Array as NDArray, slice, squeeze, transpose } from "@hyrax/core";

/** The array with one axis in another place. */
export function moveAxis(x: NDArray, from: number, to: number): NDArray {
  if (from === to) return x;
  const permutation = x.shape.map((_, axis) => axis).filter((axis) => axis !== from);
  permutation.splice(to, 0, from);
  return transpose(x, { permutation });
}

/** The first row of an array. */
export function firstRow(x: NDArray): NDArray {
  const startIndices = x.shape.map(() => 0);
  const row = slice(x, { startIndices, limitIndices: [1, ...x.shape.slice(1)], strides: null });
  return squeeze(row, { dimensions: [0] });
}

/** An axis counted from the front. Throws a `TypeError` for one that an array of this rank does not have. */
export function normalAxis(where: string, axis: unknown, rank: number): number {
  if (typeof axis !== "number" || !Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new TypeError(`${where} is ${String(axis)}, which is no axis of an array with ${rank} axes`);
  }
  return axis < 0 ? axis + rank : axis;
}
