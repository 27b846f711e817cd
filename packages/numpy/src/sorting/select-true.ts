import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { toArrayOf } from "../convert.js";
import { flatNonzero } from "../indexing/coordinates.js";
import { knownIndices } from "../indexing/index-array.js";
import { takeAt } from "../indexing/take.js";
import { where } from "../where.js";
import { firstTrue, requireKnown } from "./nonzero.js";

/** The places of the true elements of a mask: as many as there are, or a fixed number of which some may be missing. */
export interface Places {
  readonly positions: NDArray;
  /** Which places are filled up, for want of true elements. Undefined if none can be. */
  readonly missing: NDArray | undefined;
}

/** Where a mask of one axis is true. Throws a `ConcretizationTypeError` for a traced mask without a size. */
export function placesOf(name: string, mask: NDArray, size: number | undefined): Places {
  if (size !== undefined) {
    const [positions, missing] = firstTrue(mask, size);
    // Missing ones stand for the first one that was found.
    return { positions: size === 0 ? positions : where(missing, positions.get(0), positions), missing };
  }
  requireKnown(name, mask);
  return { positions: knownIndices(flatNonzero(mask)), missing: undefined };
}

/** The elements along axis 0 at places; missing ones are the given value, or the first one's if there is none. */
export function takePlaces(x: NDArray, { positions, missing }: Places, fillValue?: ArrayLike): NDArray {
  const taken = takeAt(x, positions, 0, { mode: "clip" });
  if (missing === undefined || fillValue === undefined) return taken;
  const rows = missing.reshape([missing.size, ...taken.shape.slice(1).map(() => 1)]);
  return where(rows, toArrayOf(fillValue, x.dtype, "fillValue"), taken);
}
