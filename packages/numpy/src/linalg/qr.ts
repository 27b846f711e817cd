import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { qr as factor } from "@hyrax/core/library";
import { matricesOf } from "./matrices-of.js";
import { QRResult } from "./results.js";

/**
 * "reduced": Q has as many columns as the smaller size of A; "complete": as many as rows; "r": R alone, of the reduced.
 * JAX's "raw" is not there: it shows the storage of LAPACK.
 */
export type QRMode = "reduced" | "complete" | "r";

/** Options of `qr`. */
export interface QROptions<M extends QRMode = QRMode> {
  readonly mode?: M;
}

/**
 * `A = Q R` of matrices `[..., m, n]`, with orthonormal columns in Q and upper triangular R, by Householder's reflections. Throws a
 * `TypeError` for another mode.
 */
export function qr(x: ArrayLike, options: QROptions<"r"> & { readonly mode: "r" }): NDArray;
export function qr(x: ArrayLike, options?: QROptions<"reduced" | "complete">): QRResult;
export function qr(x: ArrayLike, options: QROptions = {}): QRResult | NDArray {
  requireOptions("qr", options, ["mode"]);
  const { mode = "reduced" } = options;
  if (!["reduced", "complete", "r"].includes(mode)) {
    throw new TypeError(`qr: the mode ${JSON.stringify(mode)} is none of "reduced", "complete", "r"`);
  }
  // The primitive returns two factors.
  const [q, r] = factor([matricesOf("qr", x)], { fullMatrices: mode === "complete", pivoting: false }) as [
    NDArray,
    NDArray,
  ];
  return mode === "r" ? r : new QRResult(q, r);
}
