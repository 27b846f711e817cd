import type { DType, Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** How data are cut into segments of `size` elements, each `step` after the one before. */
export interface Segments {
  readonly size: number;
  readonly step: number;
}

/** The positions of the elements of segments, int32 `[count, size]`. */
function positions(count: number, { size, step }: Segments): NDArray {
  const start = lax.broadcastedIota("int32", [count, size], 0).mul(step);
  return start.add(lax.broadcastedIota("int32", [count, size], 1));
}

/** The segments of data `[..., n]`: `[..., count, size]`. What is left at the end is dropped. */
export function cut(x: NDArray, segments: Segments): NDArray {
  const n = x.shape.at(-1) as number;
  const count = Math.max(0, Math.floor((n - segments.size) / segments.step) + 1);
  return np.take(x, positions(count, segments), { axis: -1 });
}

/** The sum of segments `[..., count, size]`, each at its place: the transpose of `cut`. */
export function overlapAdd(x: NDArray, segments: Segments): NDArray {
  const count = x.shape.at(-2) as number;
  const batch = x.shape.slice(0, -2);
  const out = np.zeros([...batch, (count - 1) * segments.step + segments.size], { dtype: x.dtype as DType });
  return out.at("...", positions(count, segments)).add(x);
}
