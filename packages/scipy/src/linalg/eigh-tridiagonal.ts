import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { promoteDtypesInexact } from "@hyrax/numpy";

/** Options of `eighTridiagonal`. */
export interface EighTridiagonalOptions {
  /** Return the eigenvalues alone. */
  readonly eigvalsOnly?: boolean;
  /** All eigenvalues, which is the default, or those of a range of places: "a" or "i". */
  readonly select?: "a" | "i";
  /** The first and the last place for `select: "i"`, in ascending order. */
  readonly selectRange?: readonly [first: number, last: number] | null;
}

/**
 * `[w, V]` of Hermitian tridiagonal matrices with the diagonal d `[n]` and e `[n − 1]` above it, whose conjugate is below: eigenvalues, ascending, and
 * eigenvectors. The matrix is made whole, so it takes O(n²) memory. Throws a `TypeError` for other shapes.
 */
export function eighTridiagonal(
  d: ArrayLike,
  e: ArrayLike,
  options: EighTridiagonalOptions & { readonly eigvalsOnly: true },
): NDArray;
export function eighTridiagonal(
  d: ArrayLike,
  e: ArrayLike,
  options?: EighTridiagonalOptions & { readonly eigvalsOnly?: false },
): [w: NDArray, V: NDArray];
export function eighTridiagonal(d: ArrayLike, e: ArrayLike, options: EighTridiagonalOptions = {}): NDArray | NDArray[] {
  const name = "eighTridiagonal";
  requireOptions(name, options, ["eigvalsOnly", "select", "selectRange"]);
  const { eigvalsOnly = false, select = "a", selectRange = null } = options;
  const [diagonal, beside] = promoteDtypesInexact(name, d, e);
  const n = diagonal.size;
  if (diagonal.ndim !== 1 || beside.ndim !== 1 || n === 0 || beside.size !== n - 1) {
    throw new TypeError(
      `${name}: takes diagonals [n] and [n - 1], found the shapes [${diagonal.shape.join(", ")}] and [${beside.shape.join(", ")}]`,
    );
  }
  const [first, last] = placesOf(name, select, selectRange, n);
  const matrix = np
    .diag(diagonal)
    .add(np.diag(beside, { k: 1 }))
    .add(np.diag(np.conj(beside), { k: -1 }));
  const { eigenvalues, eigenvectors } = np.linalg.eigh(matrix);
  const values = eigenvalues.get(`${first}:${last + 1}`);
  return eigvalsOnly ? values : [values, eigenvectors.get(":", `${first}:${last + 1}`)];
}

function placesOf(
  name: string,
  select: "a" | "i",
  range: readonly [number, number] | null,
  n: number,
): readonly [first: number, last: number] {
  if (select === "a") return [0, n - 1];
  if (select !== "i") throw new TypeError(`${name}: select must be "a" or "i", found ${JSON.stringify(select)}`);
  if (range === null || !range.every(Number.isInteger) || range[0] < 0 || range[0] > range[1] || range[1] >= n) {
    throw new TypeError(
      `${name}: select "i" takes a selectRange of two places from 0 to ${n - 1} in ascending order, found ${JSON.stringify(range)}`,
    );
  }
  return range;
}
