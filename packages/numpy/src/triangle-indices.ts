import { type ArrayLike, hostArray, type Array as NDArray, requireOptions } from "@hyrax/core";
import { toArray } from "./convert.js";

export interface TriangleOptions {
  /** Which diagonal bounds the triangle: 0 the main one, positive above it, negative below. */
  readonly k?: number;
  /** The number of columns; as many as rows if not given. */
  readonly m?: number | null;
}

const triangleOptionNames = ["k", "m"] as const satisfies readonly (keyof TriangleOptions)[];

type Pair = [rows: NDArray, columns: NDArray];

const vector = (values: readonly number[]) => hostArray(Int32Array.from(values), [values.length], "int32");

function where(n: number, m: number, holds: (row: number, column: number) => boolean): Pair {
  const rows: number[] = [];
  const columns: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      if (!holds(i, j)) continue;
      rows.push(i);
      columns.push(j);
    }
  }
  return [vector(rows), vector(columns)];
}

/** The indices of the elements on and below a diagonal of an `n × m` matrix, as rows and columns; int32. */
export function trilIndices(n: number, options: TriangleOptions = {}): Pair {
  requireOptions("trilIndices", options, triangleOptionNames);
  const { k = 0, m } = options;
  return where(n, m ?? n, (i, j) => j - i <= k);
}

/** The indices of the elements on and above a diagonal of an `n × m` matrix, as rows and columns; int32. */
export function triuIndices(n: number, options: TriangleOptions = {}): Pair {
  requireOptions("triuIndices", options, triangleOptionNames);
  const { k = 0, m } = options;
  return where(n, m ?? n, (i, j) => j - i >= k);
}

function sizesOf(name: string, x: ArrayLike): readonly [number, number] {
  const { shape, aval } = toArray(x, name);
  if (shape.length !== 2) throw new TypeError(`${name}: takes a matrix, found ${aval}`);
  return shape as unknown as readonly [number, number];
}

/** `trilIndices` for the shape of a matrix. */
export function trilIndicesFrom(x: ArrayLike, options: { readonly k?: number } = {}): Pair {
  requireOptions("trilIndicesFrom", options, ["k"]);
  const [n, m] = sizesOf("trilIndicesFrom", x);
  return trilIndices(n, { ...options, m });
}

/** `triuIndices` for the shape of a matrix. */
export function triuIndicesFrom(x: ArrayLike, options: { readonly k?: number } = {}): Pair {
  requireOptions("triuIndicesFrom", options, ["k"]);
  const [n, m] = sizesOf("triuIndicesFrom", x);
  return triuIndices(n, { ...options, m });
}

/** The indices of the main diagonal of an array with axes of size n, one array for each axis; int32. */
export function diagIndices(n: number, options: { readonly ndim?: number } = {}): NDArray[] {
  requireOptions("diagIndices", options, ["ndim"]);
  const counted = vector(Array.from({ length: n }, (_, i) => i));
  return Array.from({ length: options.ndim ?? 2 }, () => counted);
}

/** `diagIndices` for the shape of an array, all of whose axes have the same size. */
export function diagIndicesFrom(x: ArrayLike): NDArray[] {
  const { shape, aval } = toArray(x, "diagIndicesFrom");
  const [n] = shape;
  if (n === undefined || shape.length < 2 || shape.some((size) => size !== n)) {
    throw new TypeError(`diagIndicesFrom: takes an array with two or more axes of one size, found ${aval}`);
  }
  return diagIndices(n, { ndim: shape.length });
}

/**
 * The indices where a function such as `triu` leaves the elements of an `n × n` matrix of ones.
 * @param mask takes the matrix and `k`, and returns an array that is zero elsewhere
 */
export function maskIndices(
  n: number,
  mask: (m: NDArray, k: number) => NDArray,
  options: { readonly k?: number } = {},
): Pair {
  requireOptions("maskIndices", options, ["k"]);
  const ones = hostArray(new Float32Array(n * n).fill(1), [n, n], "float32");
  const left = mask(ones, options.k ?? 0).dataSync();
  return where(n, n, (i, j) => Number(left[i * n + j]) !== 0);
}
