import { call, type Expr, type FunctionBuilder, i32, type SharedFunctions } from "../../assembler/index.js";
import type { Elements } from "./elements.js";
import { mergeSort } from "./merge-sort.js";
import { radixSort, tableBytes } from "./radix-sort.js";

type Scalar = Expr<"i32">;

/** Rows of fewer elements than this are sorted by merging: a table of digits would be longer than they are. */
const SHORT = 96;

/** Rows of this many elements and more are worth fewer passes over larger tables. */
const LONG = 2 ** 14;

/** Bits of a digit for rows of `n` elements. */
function digitBits(n: number): 8 | 11 {
  return n < LONG ? 8 : 11;
}

/** Bytes of the table that `sortRow` needs. */
export function rowTableBytes(n: number): number {
  return n < SHORT ? 0 : tableBytes(digitBits(n));
}

/** Roughly the nanoseconds that sorting one element of a row of `n` takes. */
export function sortingTime(n: number): number {
  return 4 + 2 * Math.log2(n + 1);
}

/** What follows in working memory starts at a multiple of 64 bytes, behind room for vectors that reach past the end. */
export function padded(bytes: number): number {
  return Math.ceil((bytes + 48) / 64) * 64;
}

export interface Row {
  /** Where the elements are, and room for as many. */
  readonly a: Scalar;
  readonly b: Scalar;
  readonly n: Scalar;
  readonly table: Scalar;
}

/** Sorts a row of at most `most` elements, stably; gives the address where they are then: `a` or `b`. */
export function sortRow(
  f: FunctionBuilder,
  functions: SharedFunctions,
  elements: Elements,
  { a, b, n, table }: Row,
  most: number,
  bits: number,
): Scalar {
  const short = () => call(mergeSort(functions, elements), { a, b, n });
  if (most < SHORT) return f.let(short());
  const radix = radixSort(functions, elements, digitBits(most));
  const long = () => call(radix, { a, b, n, table, keyBits: i32.const(Math.min(bits, 32)) });
  return n.kind === "number" ? f.let(long()) : f.choose(i32.ltS(n, i32.const(SHORT)), short, long);
}
