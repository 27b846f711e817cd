import type { Variant } from "./golden-file.js";

/** Cases that do not give JAX's answer yet, and why. */
export interface KnownGap {
  readonly reason: string;
  /** The variants that fail, by the id of their case. */
  readonly checks: Readonly<Record<string, readonly Variant[]>>;
}

/** A case that is listed here must fail: as soon as it passes, its test says to take it off the list. */
export const knownGaps: readonly KnownGap[] = [];
