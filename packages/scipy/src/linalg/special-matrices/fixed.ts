import { type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** A matrix of numbers that follow from their places. */
function fromPlaces(n: number, element: (i: number, j: number) => number, dtype?: "int32"): NDArray {
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => element(i, j)));
  return n === 0 ? np.zeros([0, 0], { ...(dtype && { dtype }) }) : np.array(rows, { ...(dtype && { dtype }) });
}

function requireSize(name: string, n: number, least = 0): void {
  if (!Number.isInteger(n) || n < least) {
    throw new TypeError(`${name}: the size must be an integer of ${least} at least, found ${n}`);
  }
}

/** How many ways there are to choose k of n; exact up to 2⁵³. */
function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}

/** The Hilbert matrix of size n, with the elements 1 / (i + j + 1): its condition number grows fast with n. */
export function hilbert(n: number): NDArray {
  requireSize("hilbert", n);
  return fromPlaces(n, (i, j) => 1 / (i + j + 1));
}

/** The inverse of the Hilbert matrix of size n, whose elements are integers. Source: Choi 1983, "Tricks or treats with the Hilbert matrix". */
export function invhilbert(n: number): NDArray {
  requireSize("invhilbert", n);
  return fromPlaces(
    n,
    (i, j) =>
      (-1) ** (i + j) * (i + j + 1) * choose(n + i, n - j - 1) * choose(n + j, n - i - 1) * choose(i + j, i) ** 2,
  );
}

/** Which of Pascal's matrices: with the triangle below the diagonal, above it, or the product of both. */
export type PascalKind = "symmetric" | "lower" | "upper";

/** Options of `pascal` and `invpascal`. */
export interface PascalOptions {
  readonly kind?: PascalKind;
}

function requireKind(name: string, { kind = "symmetric" }: PascalOptions): PascalKind {
  if (kind === "symmetric" || kind === "lower" || kind === "upper") return kind;
  throw new TypeError(`${name}: the kind must be "symmetric", "lower" or "upper", found ${JSON.stringify(kind)}`);
}

/** Pascal's matrix of size n: binomial coefficients, "symmetric" by default. Throws a `TypeError` for another kind. */
export function pascal(n: number, options: PascalOptions = {}): NDArray {
  requireOptions("pascal", options, ["kind"]);
  requireSize("pascal", n);
  const kind = requireKind("pascal", options);
  if (kind === "symmetric") return fromPlaces(n, (i, j) => choose(i + j, i));
  return fromPlaces(n, (i, j) => (kind === "lower" ? choose(i, j) : choose(j, i)));
}

/** The inverse of Pascal's matrix of size n. Throws a `TypeError` for another kind. */
export function invpascal(n: number, options: PascalOptions = {}): NDArray {
  requireOptions("invpascal", options, ["kind"]);
  requireSize("invpascal", n);
  const kind = requireKind("invpascal", options);
  const sign = (i: number, j: number) => (-1) ** (i + j);
  if (kind === "lower") return fromPlaces(n, (i, j) => sign(i, j) * choose(i, j));
  if (kind === "upper") return fromPlaces(n, (i, j) => sign(i, j) * choose(j, i));
  // (L Lᵀ)⁻¹ = L⁻ᵀ L⁻¹.
  return fromPlaces(n, (i, j) => {
    let sum = 0;
    for (let k = Math.max(i, j); k < n; k++) sum += choose(k, i) * choose(k, j);
    return sign(i, j) * sum;
  });
}

/** The Hadamard matrix of size n, a power of two, by Sylvester's construction: 1 and −1 (int32) in orthogonal rows. Throws a `TypeError` for other sizes. */
export function hadamard(n: number): NDArray {
  if (!Number.isInteger(Math.log2(n))) throw new TypeError(`hadamard: the size must be a power of two, found ${n}`);
  const ones = (bits: number): number => (bits === 0 ? 0 : (bits & 1) + ones(bits >>> 1));
  return fromPlaces(n, (i, j) => (ones(i & j) % 2 === 0 ? 1 : -1), "int32");
}

/** Options of `helmert`. */
export interface HelmertOptions {
  /** Begin with the row of equal elements, which makes the matrix square. */
  readonly full?: boolean;
}

/**
 * Helmert's matrix `[n − 1, n]`, or with `full` `[n, n]`: orthonormal rows, each of which sets one element against the mean of those before.
 * Throws a `TypeError` for a size less than 1.
 */
export function helmert(n: number, options: HelmertOptions = {}): NDArray {
  requireOptions("helmert", options, ["full"]);
  requireSize("helmert", n, 1);
  const full = fromPlaces(n, (i, j) => {
    if (i === 0) return 1 / Math.sqrt(n);
    if (j > i) return 0;
    return (j === i ? -i : 1) / Math.sqrt(i * (i + 1));
  });
  return options.full === true ? full : full.get("1:");
}
