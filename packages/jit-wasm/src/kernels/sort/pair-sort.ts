import { dtypeBytes } from "@hyrax/core";
import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { Operand } from "../../rules/kernel-rule.js";
import type { Around } from "../around.js";
import { pairs } from "./elements.js";
import { fillPairs, type KeyWord } from "./key-words.js";
import type { KeyOrder } from "./keys.js";
import { padded, rowTableBytes, sortRow } from "./row-sort.js";

type Scalar = Expr<"i32">;

const plus = (base: Scalar, i: Scalar, step: number) => i32.add(base, i32.mul(i, i32.const(step)));

/** A row of several arrays of one shape: its number before and after the axis. */
export interface RowNumber {
  readonly before: Scalar;
  readonly after: Scalar;
}

export function rowNumber(row: Scalar, inner: number): RowNumber {
  return { before: i32.divU(row, i32.const(inner)), after: i32.remU(row, i32.const(inner)) };
}

/** Where a row of an array starts, and how far its elements are apart, in bytes. */
export function rowOf(
  context: KernelContext,
  { buffer, aval }: Operand,
  { n, inner }: Pick<Around, "n" | "inner">,
  { before, after }: RowNumber,
): { readonly start: Scalar; readonly step: Scalar } {
  const bytes = dtypeBytes(aval.dtype);
  const start = plus(plus(context.address(buffer), before, n * inner * bytes), after, bytes);
  return { start, step: i32.const(inner * bytes) };
}

export interface PairMemory {
  readonly a: Scalar;
  readonly b: Scalar;
  readonly table: Scalar;
}

/** Bytes of working memory for the pairs of a row of `n` elements. */
export function pairMemoryBytes(n: number): number {
  return 2 * padded(8 * n) + rowTableBytes(n);
}

export function pairMemory(context: KernelContext, scratch: Scalar, n: number): PairMemory {
  const { f } = context;
  const a = f.let(scratch);
  const b = f.let(i32.add(a, i32.const(padded(8 * n))));
  return { a, b, table: f.let(i32.add(b, i32.const(padded(8 * n)))) };
}

export interface PairSort {
  /** The words of the keys, the most significant first. */
  readonly words: readonly KeyWord[];
  readonly order: KeyOrder;
  /** How many pairs there are, and the most that there can be. */
  readonly n: Scalar;
  readonly most: number;
  /** Where the row of an operand is. */
  readonly row: (operand: Operand) => { readonly start: Scalar; readonly step: Scalar };
  /** Whether the pairs have places already, and the most significant word. */
  readonly areFilled?: boolean;
}

/**
 * Sorts the pairs of a row by words of keys, the least significant first: each sort keeps the order of those before.
 * Gives the address where the pairs are then.
 */
export function sortPairs(
  { f, functions }: KernelContext,
  { a, b, table }: PairMemory,
  { words, order, n, most, row, areFilled = false }: PairSort,
): Scalar {
  const both = f.let(i32.add(a, b));
  return [...words].reverse().reduce((at, word, i) => {
    if (!(areFilled && words.length === 1)) {
      const { start, step } = row(word.operand);
      const fill = fillPairs(functions, word, order, i === 0 && !areFilled ? "new" : "held");
      f.call(fill, { row: start, step, pairs: at, from: i32.const(0), to: n });
    }
    return sortRow(f, functions, pairs, { a: at, b: i32.sub(both, at), n, table }, most, word.bits);
  }, a);
}
