import type { TopKParams } from "@hyrax/core";
import { call, type Expr, i32, i64, type SharedFunctions } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { bytesOf } from "../../emit/vector-memory.js";
import { isLaneDType, type LaneDType } from "../../emit/vector-types.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { around } from "../around.js";
import { inPieces, MOST_PIECES } from "../pieces.js";
import { pairs } from "./elements.js";
import { gatherPlaces, writePlaces } from "./gather-places.js";
import { fillPairs, keyWords } from "./key-words.js";
import { pairMemory, pairMemoryBytes, plus, rowNumber, rowOf, sortPairs } from "./pair-sort.js";
import { countDigits } from "./radix-sort.js";
import { digitBits } from "./row-sort.js";

type Scalar = Expr<"i32">;

/** Rows of fewer elements are sorted as a whole. */
const SELECTED = 512;
/** Working memory beyond this is not spent on one more thread. */
const MOST_MEMORY = 2 ** 26;

/**
 * The function that moves to the front, in their order, those of `n` pairs of which the leading digit is so small that
 * `k` pairs have it or a smaller one, and returns how many those are. The table has the counts of the digits.
 */
function selectLeading(functions: SharedFunctions, bits: number, shift: number) {
  const parameters = { at: "i32", n: "i32", table: "i32", k: "i32" } as const;
  return functions.get(`sort.select${bits}.${shift}`, parameters, "i32", (f, { at, n, table, k }) => {
    const last = f.local("i32");
    f.set(k, i32.sub(k, i32.load(table)));
    f.while(
      () => i32.gtS(k, i32.const(0)),
      () => {
        f.set(last, i32.add(last, i32.const(1)));
        f.set(k, i32.sub(k, i32.load(i32.add(table, i32.shl(last, i32.const(2))))));
      },
    );
    const to = f.let(at);
    f.for({ from: i32.const(0), to: n }, (i) => {
      const pair = f.let(i64.load(i32.add(at, i32.shl(i, i32.const(3)))));
      f.do(i64.store(to, pair));
      const digit = i32.wrapI64(i64.shrU(pair, i64.const(BigInt(32 + shift))));
      f.set(to, i32.add(to, i32.shl(i32.leU(digit, last), i32.const(3))));
    });
    return i32.shrU(i32.sub(to, at), i32.const(3));
  });
}

/** `topK`: the elements that may be among the greatest are chosen by the leading digit of their keys, and sorted. */
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
  const count = outer * inner;
  const words = keyWords([x]);
  const bytes = bytesOf(x.aval.dtype as LaneDType); // As has been asked.
  const selects = n >= SELECTED && 4 * k <= n;
  const pieceBytes = pairMemoryBytes(n);
  const most = Math.max(1, Math.min(MOST_PIECES, Math.floor(MOST_MEMORY / pieceBytes)));
  const work = count * n * (selects ? 4 : 40);

  const emitRow = (context: KernelContext, scratch: Scalar, row: Scalar): void => {
    const { f, functions } = context;
    const memory = pairMemory(context, scratch, n);
    const { a, table } = memory;
    const number = rowNumber(row, inner);
    const rowIn = (operand: Operand) => rowOf(context, operand, rows, number);
    const size = f.let(i32.const(n));
    if (selects) {
      const [leading] = words as [(typeof words)[number]]; // A key has at least one word.
      const bits = Math.min(digitBits(n), leading.bits);
      const shift = leading.bits - bits;
      const { start, step } = rowIn(x);
      const fill = fillPairs(functions, leading, "descending", "new");
      f.call(fill, { row: start, step, pairs: a, from: i32.const(0), to: size });
      f.call(countDigits(functions, pairs, bits), {
        from: a,
        end: i32.add(a, i32.shl(size, i32.const(3))),
        table,
        offset: i32.const(4),
        shift: i32.const(shift),
      });
      f.set(size, call(selectLeading(functions, bits, shift), { at: a, n: size, table, k: i32.const(k) }));
    }
    const at = sortPairs(context, memory, {
      words,
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
    f.call(gatherPlaces(functions, bytes), { pairs: at, ...all, row: start, step, out: found.start });
    f.call(writePlaces(functions), { pairs: at, n: i32.const(k), out: places.start, step: places.step });
  };

  return {
    scratch: Math.min(most, count) * pieceBytes,
    work,
    emit: (context, scratch) => {
      inPieces(context, { count, most, nanoseconds: work }, (inner, begin, end, piece) => {
        const room = inner.f.let(plus(inner.address(scratch), piece, pieceBytes));
        inner.f.for({ from: begin, to: end }, (row) => emitRow(inner, room, row));
      });
    },
  };
}
