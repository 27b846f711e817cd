import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { promoteInexact } from "@hyrax/numpy";

/** Matrices `[..., n, n]` with this first row, `[..., n]`, and with these elements, `[..., n − 1]` or a number, below the diagonal. */
function withFirstRow(row: NDArray, below: NDArray | number): NDArray {
  const n = row.shape.at(-1) as number;
  const places = np.arange(n);
  const [i, j] = [np.expandDims(places, -1), places];
  const padded =
    typeof below === "number"
      ? below
      : np.expandDims(np.pad(below, [...row.shape.slice(1).map(() => [0, 0] as const), [1, 0]]), -1);
  const rest = np.where(np.equal(i, np.add(j, 1)), padded, 0).astype(row.dtype);
  return np.where(np.equal(i, 0), np.expandDims(row, -2), rest);
}

/**
 * The companion matrices `[..., n − 1, n − 1]` of polynomials with coefficients `[..., n]`, the highest power first: their eigenvalues are the
 * roots. Throws a `TypeError` for fewer than two coefficients.
 *
 * @example linalg.companion(np.array([1, -3, 2])).tolist() // [[3, -2], [1, 0]]
 */
export function companion(a: ArrayLike): NDArray {
  const [coefficients] = promoteInexact("companion", np.atleast1d(a));
  if ((coefficients.shape.at(-1) as number) < 2) {
    throw new TypeError(
      `companion: takes two coefficients or more, found the shape [${coefficients.shape.join(", ")}]`,
    );
  }
  const row = coefficients.get("...", "1:").div(coefficients.get("...", ":1")).neg();
  return withFirstRow(row, 1);
}

/**
 * The Leslie matrices `[..., n, n]` of populations: fecundities `[..., n]` in the first row, and below the diagonal the parts `[..., n − 1]` that
 * survive. Throws a `TypeError` for other lengths.
 */
export function leslie(f: ArrayLike, s: ArrayLike): NDArray {
  const [row, below] = [np.atleast1d(f), np.atleast1d(s)];
  const [n, m] = [row.shape.at(-1) as number, below.shape.at(-1) as number];
  if (n < 2 || m !== n - 1) {
    throw new TypeError(`leslie: takes n fecundities, two at least, and n − 1 rates, found ${n} and ${m}`);
  }
  const dtype = np.resultType(row, below);
  const batch = np.broadcastShapes(row.shape.slice(0, -1), below.shape.slice(0, -1));
  return withFirstRow(
    np.broadcastTo(row, [...batch, n]).astype(dtype),
    np.broadcastTo(below, [...batch, m]).astype(dtype),
  );
}

/** The symmetric Fiedler matrix `[..., n, n]` of numbers `[..., n]`: the distances between them. */
export function fiedler(a: ArrayLike): NDArray {
  const numbers = np.atleast1d(a);
  return np.abs(np.expandDims(numbers, -1).sub(np.expandDims(numbers, -2)));
}
