import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { qr as factor } from "@hyrax/core/library";
import { matricesOf } from "./matrices-of.js";

/** "full": a square Q; "economic": as many columns in Q as the smaller size of A; "r": R alone, of the full. */
export type QRMode = "full" | "economic" | "r";

/** Options of `qr`. */
export interface QROptions {
  readonly mode?: QRMode;
  /** Permute columns so that the diagonal of R decreases in size; the permutation (int32) comes last in the result. */
  readonly pivoting?: boolean;
}

/**
 * `[Q, R]` with `A = Q R` of matrices `[..., m, n]`, with pivoting `[Q, R, p]` with `A[:, p] = Q R`; in the mode "r" without Q.
 * Throws a `TypeError` for another mode.
 */
export function qr(x: ArrayLike, options: QROptions = {}): NDArray[] {
  requireOptions("qr", options, ["mode", "pivoting"]);
  const { mode = "full", pivoting = false } = options;
  if (!["full", "economic", "r"].includes(mode)) {
    throw new TypeError(`qr: the mode ${JSON.stringify(mode)} is none of "full", "economic", "r"`);
  }
  const results = factor([matricesOf("qr", x)], { fullMatrices: mode !== "economic", pivoting });
  return results.slice(mode === "r" ? 1 : 0);
}
