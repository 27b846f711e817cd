import {
  type ArrayLike,
  add,
  broadcastInDim,
  canonicalDtype,
  type DType,
  eq,
  ge,
  iota,
  type Array as NDArray,
  pad,
  requireOptions,
  type Shape,
  scalarArray,
  sub,
} from "@hyrax/core";
import { canonicalShape } from "./axes.js";
import { convertTo, toArray } from "./convert.js";
import type { DtypeOption } from "./creation.js";
import { choose } from "./elementwise/choose.js";
import { power } from "./elementwise/power.js";
import { diagonal } from "./indexing/diagonal.js";
import { promoteNumeric } from "./promote.js";
import { ravel } from "./shape.js";

export interface DiagonalNumber {
  /** Which diagonal: 0 the main one, positive above it, negative below. */
  readonly k?: number;
}

const diagonalNumberNames = ["k"] as const satisfies readonly (keyof DiagonalNumber)[];

const floats = (dtype: DType | undefined) => canonicalDtype(dtype ?? "float64");

/** The row numbers plus an offset, and the column numbers, of the last two axes of a shape. */
function rowsAndColumns(shape: Shape, offset: number): [rows: NDArray, columns: NDArray] {
  const rank = shape.length;
  const rows = iota({ dtype: "int32", shape, dimension: rank - 2 });
  return [offset === 0 ? rows : add(rows, offset), iota({ dtype: "int32", shape, dimension: rank - 1 })];
}

/** A matrix with ones on a diagonal and zeros elsewhere; square unless the number of columns is given. */
export function eye(
  n: number,
  m?: number | (DtypeOption & DiagonalNumber),
  options: DtypeOption & DiagonalNumber = {},
): NDArray {
  const given = typeof m === "object" ? m : options;
  requireOptions("eye", given, ["dtype", "k"]);
  const { k = 0, dtype } = given;
  const shape = canonicalShape("eye", [n, typeof m === "number" ? m : n]);
  return convertTo(eq(...rowsAndColumns(shape, k)), floats(dtype));
}

/** The square matrix with ones on the main diagonal. */
export function identity(n: number, options: DtypeOption = {}): NDArray {
  requireOptions("identity", options, ["dtype"]);
  return eye(n, n, options);
}

export interface TriOptions extends DtypeOption, DiagonalNumber {
  /** The number of columns; as many as rows if not given. */
  readonly M?: number | null;
}

/** A matrix with ones on and below a diagonal and zeros above. */
export function tri(n: number, options: TriOptions = {}): NDArray {
  requireOptions("tri", options, ["M", "dtype", "k"]);
  const { M, k = 0, dtype } = options;
  const shape = canonicalShape("tri", [n, M ?? n]);
  return convertTo(ge(...rowsAndColumns(shape, k)), floats(dtype));
}

function triangle(name: string, x: ArrayLike, k: number, lower: boolean): NDArray {
  const array = toArray(x, name);
  if (array.ndim < 2) throw new TypeError(`${name}: needs at least two axes, found ${array.aval}`);
  const zero = scalarArray(0, array.dtype, array.weakType);
  const below = ge(...rowsAndColumns(array.shape, k));
  return lower ? choose(below, array, zero) : choose(below, zero, array);
}

/** x with zeros above a diagonal of its last two axes. */
export function tril(x: ArrayLike, options: DiagonalNumber = {}): NDArray {
  requireOptions("tril", options, diagonalNumberNames);
  return triangle("tril", x, options.k ?? 0, true);
}

/** x with zeros below a diagonal of its last two axes. */
export function triu(x: ArrayLike, options: DiagonalNumber = {}): NDArray {
  requireOptions("triu", options, diagonalNumberNames);
  return triangle("triu", x, (options.k ?? 0) - 1, false);
}

/** Of a vector, the matrix with it on a diagonal; of a matrix, a diagonal of it. */
export function diag(x: ArrayLike, options: DiagonalNumber = {}): NDArray {
  requireOptions("diag", options, diagonalNumberNames);
  const array = toArray(x, "diag");
  const { k = 0 } = options;
  if (array.ndim === 2) return diagonal(array, { offset: k });
  if (array.ndim !== 1)
    throw new TypeError(`diag: takes a vector or a matrix, found ${array.aval}; use diagonal or diagflat`);
  const zero = scalarArray(0, array.dtype);
  const column = pad(array, zero, { paddingConfig: [[Math.max(-k, 0), Math.max(k, 0), 0]] });
  const n = column.size;
  const onDiagonal = eq(...rowsAndColumns([n, n], k));
  return choose(onDiagonal, broadcastInDim(column, { shape: [n, n], broadcastDimensions: [0] }), zero);
}

/** The matrix with the elements of x on a diagonal. */
export function diagflat(x: ArrayLike, options: DiagonalNumber = {}): NDArray {
  requireOptions("diagflat", options, diagonalNumberNames);
  return diag(ravel(x), options);
}

export interface VanderOptions {
  /** The number of columns; as many as elements if not given. */
  readonly N?: number | null;
  /** Whether the powers increase from left to right; they decrease if not given. */
  readonly increasing?: boolean;
}

/** The Vandermonde matrix: each row holds the powers of an element. */
export function vander(x: ArrayLike, options: VanderOptions = {}): NDArray {
  requireOptions("vander", options, ["N", "increasing"]);
  const [array] = promoteNumeric("vander", x);
  if (array.ndim !== 1) throw new TypeError(`vander: takes a vector, found ${array.aval}`);
  const n = array.size;
  const columns = options.N ?? n;
  const counted = iota({ dtype: array.dtype, shape: [columns], dimension: 0 });
  const powers = options.increasing ? counted : sub(columns - 1, counted);
  const shape = [n, columns];
  return power(
    broadcastInDim(array, { shape, broadcastDimensions: [0] }),
    broadcastInDim(powers, { shape, broadcastDimensions: [1] }),
  );
}
