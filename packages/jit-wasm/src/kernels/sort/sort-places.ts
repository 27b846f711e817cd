import { dtypeBytes } from "@hyrax/core";
import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import type { Around } from "../around.js";
import { codeInPieces, overBlocks } from "../pieces.js";
import { pairs } from "./elements.js";
import { gatherPlaces } from "./gather-places.js";
import { fillPairs, keyWords } from "./key-words.js";
import { LONG_HEADER, LONG_ROW, NOTES, rowElements, sortLongRow, startRow } from "./long-row.js";
import { pairMemory, pairMemoryBytes, rowNumber, rowOf, sortPairs } from "./pair-sort.js";
import { padded, sortingTime } from "./row-sort.js";

type Scalar = Expr<"i32">;

/** Sorts rows of several arrays: finds the places of the elements in order, and moves the elements of each array there. */
export function sortByPlaces(
  inputs: readonly Operand[],
  numKeys: number,
  outs: readonly Operand[],
  rows: Around,
): EquationCode {
  const { outer, n, inner } = rows;
  const count = outer * inner;
  const isLong = n >= LONG_ROW;
  const work = count * n * (2 * sortingTime(n) + 2 * inputs.length);
  const words = keyWords(inputs.slice(0, numKeys));

  /** Writes the elements of the pairs from `from` to before `to`. */
  const emitMoves = (context: KernelContext, row: Scalar, at: Scalar, from: Scalar, to: Scalar): void => {
    const number = rowNumber(row, inner);
    inputs.forEach((x, i) => {
      const bytes = dtypeBytes(x.aval.dtype);
      if (bytes === 0) return;
      const { start, step } = rowOf(context, x, rows, number);
      const out = rowOf(context, outs[i]!, rows, number).start;
      context.f.call(gatherPlaces(context.functions, bytes), { pairs: at, from, to, row: start, step, out });
    });
  };

  const emitRow = (context: KernelContext, scratch: Scalar, row: Scalar): void => {
    const number = rowNumber(row, inner);
    const at = sortPairs(context, pairMemory(context, scratch, n), {
      words,
      order: "equals",
      n: i32.const(n),
      most: n,
      row: (operand) => rowOf(context, operand, rows, number),
    });
    emitMoves(context, row, at, i32.const(0), i32.const(n));
  };

  const emitLongRow = (context: KernelContext, header: (inner: KernelContext) => Scalar, row: Scalar): void => {
    const { f } = context;
    const shared = f.let(header(context));
    const a = f.let(i32.add(shared, i32.const(LONG_HEADER)));
    startRow(f, shared, a, i32.add(a, i32.const(padded(8 * n))));
    f.do(i32.store(shared, row, NOTES[0]));
    const rowIn = (inner: KernelContext) => i32.load(header(inner), NOTES[0]);
    [...words].reverse().forEach((word, i) => {
      overBlocks(context, { n }, (g, from, to) => {
        const { start, step } = rowOf(g, word.operand, rows, rowNumber(rowIn(g), inner));
        const fill = fillPairs(g.functions, word, "equals", i === 0 ? "new" : "held");
        g.f.call(fill, { row: start, step, pairs: rowElements(header(g)), from, to });
      });
      sortLongRow(context, pairs, { header, n }, word.bits);
    });
    overBlocks(context, { n }, (g, from, to) => emitMoves(g, rowIn(g), rowElements(header(g)), from, to));
  };

  if (!isLong) return codeInPieces({ count, bytes: pairMemoryBytes(n), work }, emitRow);
  return {
    scratch: LONG_HEADER + 2 * padded(8 * n),
    work,
    emit: (context, scratch) => {
      context.f.for({ from: i32.const(0), to: i32.const(count) }, (row) => {
        emitLongRow(context, (inner) => inner.address(scratch), row);
      });
    },
  };
}
