import { broadcastInDim, concatenate, type Array as NDArray, scalarArray, slice } from "@hyrax/core";
import { broadcastAxis } from "../interpreters/axes.js";

/** A part of the members that lie along axis 0. */
function members(x: NDArray, start: number, limit: number): NDArray {
  return slice(x, {
    startIndices: x.shape.map((_, axis) => (axis === 0 ? start : 0)),
    limitIndices: x.shape.map((n, axis) => (axis === 0 ? limit : n)),
    strides: null,
  });
}

/** Members by their numbers, -1 standing for zeros. Neighbours that stay neighbours are copied together. */
function pick(x: NDArray, sources: readonly number[]): NDArray {
  const parts: NDArray[] = [];
  for (let start = 0; start < sources.length; ) {
    const first = sources[start] as number;
    let length = 1;
    while (start + length < sources.length && sources[start + length] === (first < 0 ? -1 : first + length)) length++;
    const shape = [length, ...x.shape.slice(1)];
    parts.push(
      first < 0
        ? broadcastInDim(scalarArray(0, x.dtype), { shape, broadcastDimensions: [] })
        : members(x, first, first + length),
    );
    start += length;
  }
  return parts.length === 1 ? (parts[0] as NDArray) : parts.length === 0 ? x : concatenate(parts, { dimension: 0 });
}

/** What each member has after the members have sent along pairs of source and target. */
export function exchange(x: NDArray, perm: readonly (readonly [source: number, target: number])[]): NDArray {
  const sources = Array.from({ length: x.shape[0] as number }, () => -1);
  for (const [source, target] of perm) sources[target] = source;
  return pick(x, sources);
}

/** Reduces the members of each group by themselves; each member has the result of its group. */
export function reduceGroups(
  x: NDArray,
  groups: readonly (readonly number[])[],
  reduce: (members: NDArray) => NDArray,
): NDArray {
  const results = groups.map((group) => broadcastAxis(reduce(pick(x, group)), 0, 1));
  const stacked = concatenate(results, { dimension: 0 });
  const groupOf = Array.from({ length: x.shape[0] as number }, (_, i) =>
    groups.findIndex((group) => group.includes(i)),
  );
  return pick(stacked, groupOf);
}
