import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** Options of `toeplitz`. */
export interface ToeplitzOptions {
  /** The first row, `[..., n]`, whose first element is not read; the conjugate of the first column if not given. */
  readonly r?: ArrayLike | null;
}

/** The matrix `[..., m, n]` with elements at these places of vectors. */
function elementsAt(x: NDArray, m: number, n: number, place: (i: number, j: number) => number): NDArray {
  const places = Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => place(i, j)));
  if (m === 0 || n === 0) return np.zeros([...x.shape.slice(0, -1), m, n], { dtype: x.dtype });
  return np.take(x, np.array(places, { dtype: "int32" }), { axis: -1 });
}

/** Two arrays of vectors with the same leading axes, one after the other. */
function joined(first: NDArray, second: NDArray): NDArray {
  const batch = np.broadcastShapes(first.shape.slice(0, -1), second.shape.slice(0, -1));
  const spread = (x: NDArray) => np.broadcastTo(x, [...batch, x.shape.at(-1) as number]);
  return np.concatenate([spread(first), spread(second)], { axis: -1 });
}

/** The Toeplitz matrix `[..., m, n]` with this first column, `[..., m]`: its elements are the same along each diagonal. */
export function toeplitz(c: ArrayLike, options: ToeplitzOptions = {}): NDArray {
  requireOptions("toeplitz", options, ["r"]);
  const column = np.atleast1d(c);
  const row = options.r === undefined || options.r === null ? np.conj(column) : np.atleast1d(options.r);
  const [m, n] = [column.shape.at(-1) as number, row.shape.at(-1) as number];
  const elements = joined(np.flip(column, { axis: -1 }), row.get("...", "1:"));
  return elementsAt(elements, m, n, (i, j) => m - 1 - i + j);
}

/** Options of `hankel`. */
export interface HankelOptions {
  /** The last row, `[..., n]`, whose first element is not read; zeros if not given. */
  readonly r?: ArrayLike | null;
}

/** The Hankel matrix `[..., m, n]` with this first column, `[..., m]`: its elements are the same along each diagonal upwards. */
export function hankel(c: ArrayLike, options: HankelOptions = {}): NDArray {
  requireOptions("hankel", options, ["r"]);
  const column = np.atleast1d(c);
  const row = options.r === undefined || options.r === null ? np.zerosLike(column) : np.atleast1d(options.r);
  const [m, n] = [column.shape.at(-1) as number, row.shape.at(-1) as number];
  return elementsAt(joined(column, row.get("...", "1:")), m, n, (i, j) => i + j);
}

/** The circulant matrix `[..., n, n]` with this first column, `[..., n]`: each next column is the one before turned downwards. */
export function circulant(c: ArrayLike): NDArray {
  const column = np.atleast1d(c);
  const n = column.shape.at(-1) as number;
  return elementsAt(column, n, n, (i, j) => (i - j + n) % n);
}
