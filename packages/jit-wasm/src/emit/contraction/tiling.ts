/** Tiles of equal size that cover a length; the last one may overlap the one before. */
export interface Tiling {
  readonly size: number;
  readonly count: number;
}

/** As few tiles of at most `most` as there can be, as small as they can be. */
export function tiling(length: number, most: number): Tiling {
  const count = Math.ceil(length / Math.max(1, Math.floor(most)));
  return { count, size: Math.ceil(length / count) };
}
