import type { TopKParams } from "@hyrax/core";
import { call, type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { bytesOf } from "../../emit/vector-memory.js";
import { isLaneDType, type LaneDType } from "../../emit/vector-types.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { around } from "../around.js";
import { codeInPieces } from "../pieces.js";
import { words } from "./elements.js";
import { gatherPlaces, writePlaces } from "./gather-places.js";
import { keyWords } from "./key-words.js";
import { keyBits } from "./keys.js";
import { pairMemory, pairMemoryBytes, rowNumber, rowOf, sortPairs } from "./pair-sort.js";
import { padded, sortRow } from "./row-sort.js";
import { leastOfChunks, selectPairs } from "./select-pairs.js";

type Scalar = Expr<"i32">;

/** Rows of fewer elements are sorted as a whole. */
const SELECTED = 512;

/**
 * `topK`. Of a long row, the greatest elements of many short chunks tell how great the least of those sought is at the
 * least; only elements that are so great are sorted.
 */
export function topKKernel(
  inputs: readonly Operand[],
  { k, axis }: TopKParams,
  outs: readonly Operand[],
): EquationCode | string {
  const x = inputs[0]!;
  const [values, indices] = outs as readonly [Operand, Operand]; // The results of the primitive.
  if (!isLaneDType(x.aval.dtype)) return `${x.aval.dtype} has no order`;
  if (values.aval.size === 0) return { work: 0, emit: () => {} };
  const rows = around(x.aval.shape, axis);
  const { outer, n, inner } = rows;
  const rowCount = outer * inner;
  const dtype = x.aval.dtype as LaneDType; // As has been asked.
  // Twice as many chunks as there are elements to be found, in whole vectors.
  const chunk = Math.floor(n / (8 * k)) * 4;
  const selects = n >= SELECTED && chunk >= 8;
  const count = Math.floor(n / chunk);

  const emitRow = (context: KernelContext, scratch: Scalar, row: Scalar): void => {
    const { f, functions } = context;
    const memory = pairMemory(context, scratch, n);
    const number = rowNumber(row, inner);
    const rowIn = (operand: Operand) => rowOf(context, operand, rows, number);
    const size = f.let(i32.const(n));
    if (selects) {
      const { start, step } = rowIn(x);
      const isApart = inner > 1;
      const best = f.let(memory.b);
      const chunks = { row: start, step, chunk: i32.const(chunk), count: i32.const(count), to: best };
      f.call(leastOfChunks(functions, dtype, isApart), chunks);
      const bests = {
        a: best,
        b: i32.add(best, i32.const(padded(4 * count))),
        n: i32.const(count),
        table: memory.table,
      };
      const sorted = sortRow(f, functions, words, bests, count, keyBits(dtype));
      const limit = i32.load(sorted, { offset: 4 * (k - 1) });
      const selected = { row: start, step, n: i32.const(n), limit, to: memory.a };
      f.set(size, call(selectPairs(functions, dtype, isApart), selected));
    }
    const at = sortPairs(context, memory, {
      words: keyWords([x]),
      order: "descending",
      n: size,
      most: n,
      row: rowIn,
      areFilled: selects,
    });
    const found = rowOf(context, values, { n: k, inner }, number);
    const places = rowOf(context, indices, { n: k, inner }, number);
    const all = { from: i32.const(0), to: i32.const(k) };
    const { start, step } = rowIn(x);
    f.call(gatherPlaces(functions, bytesOf(dtype)), { pairs: at, ...all, row: start, step, out: found.start });
    f.call(writePlaces(functions), { pairs: at, n: i32.const(k), out: places.start, step: places.step });
  };

  const work = rowCount * n * (selects ? 1 : 40);
  return codeInPieces({ count: rowCount, bytes: pairMemoryBytes(n), work }, emitRow);
}
