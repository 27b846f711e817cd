import type { CumulativeParams } from "@hyrax/core";
import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { bytesOf } from "../../emit/vector-memory.js";
import { isLaneDType } from "../../emit/vector-types.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { type Around, around } from "../around.js";
import { codeInPieces, inPieces } from "../pieces.js";
import { type Combination, runningDtype } from "./combination.js";
import { inBlocks } from "./in-blocks.js";
import { inOrder, type Running, runAlong, startColumns, stepColumns } from "./running.js";

/** Fewer rows than this, of this many elements, are cut into blocks. */
const FEW_ROWS = 4;
const LONG_ROW = 2 ** 16;

type Scalar = Expr<"i32">;

/** So many columns go down an axis side by side: their results so far stay in the nearest cache. */
const COLUMNS = 512;

const plus = (base: Scalar, i: Scalar, step: number) => i32.add(base, i32.mul(i, i32.const(step)));

/** A running reduction along an axis. */
export function cumulative(combination: Combination) {
  return (
    [x]: readonly [Operand],
    { axis, reverse }: CumulativeParams,
    [out]: readonly Operand[],
  ): EquationCode | string => {
    const { dtype, shape, size } = x.aval;
    if (!isLaneDType(dtype)) return `${dtype} has no elements to combine`;
    if (size === 0) return { work: 0, emit: () => {} };
    const rows = around(shape, axis);
    const running = { combination, dtype, reverse };
    const nanoseconds = size * (combination === "logSum" ? 20 : 1);
    if (rows.inner > 1) return across(running, x, out!, rows, nanoseconds);
    const isLong = rows.n >= LONG_ROW && rows.outer < FEW_ROWS && !inOrder(combination, dtype);
    return isLong ? inBlocks(running, x, out!, rows, nanoseconds) : along(running, x, out!, rows, nanoseconds);
  };
}

/** Rows whose elements follow each other. */
function along(running: Running, x: Operand, out: Operand, { outer, n }: Around, nanoseconds: number): EquationCode {
  const bytes = bytesOf(running.dtype);
  return {
    work: outer * n,
    emit: (context) => {
      inPieces(context, { count: outer, nanoseconds }, (inner, begin, end) => {
        inner.f.for({ from: begin, to: end }, (row) => {
          const [from, to] = [x, out].map(({ buffer }) => plus(inner.address(buffer), row, n * bytes));
          inner.f.call(runAlong(inner, running), { from: from!, to: to!, n: i32.const(n), before: i32.const(0) });
        });
      });
    },
  };
}

/** Rows that lie side by side: all of them go on by one element at a time. */
function across(
  running: Running,
  x: Operand,
  out: Operand,
  { outer, n, inner: columns }: Around,
  nanoseconds: number,
): EquationCode {
  const bytes = bytesOf(running.dtype);
  const width = Math.min(columns, COLUMNS);
  const perOuter = Math.ceil(columns / width);
  // Vectors may reach past the last column.
  const pieceBytes = Math.ceil((width * bytesOf(runningDtype(running.combination, running.dtype)) + 48) / 64) * 64;
  const emitBlock = (context: KernelContext, carry: Scalar, block: Scalar): void => {
    const { f } = context;
    const column = f.let(i32.mul(i32.remU(block, i32.const(perOuter)), i32.const(width)));
    const count = f.let(i32.sub(i32.const(columns), column));
    f.if(i32.gtS(count, i32.const(width)), () => f.set(count, i32.const(width)));
    const offset = f.let(
      plus(i32.mul(column, i32.const(bytes)), i32.divU(block, i32.const(perOuter)), n * columns * bytes),
    );
    if (running.reverse) f.set(offset, i32.add(offset, i32.const((n - 1) * columns * bytes)));
    f.call(startColumns(context, running), { to: carry, n: count });
    f.for({ from: i32.const(0), to: i32.const(n) }, () => {
      const [from, to] = [x, out].map(({ buffer }) => i32.add(context.address(buffer), offset));
      f.call(stepColumns(context, running), { from: from!, to: to!, carry, n: count });
      f.set(offset, i32.add(offset, i32.const((running.reverse ? -1 : 1) * columns * bytes)));
    });
  };
  return codeInPieces(
    { count: outer * perOuter, bytes: pieceBytes, work: outer * n * columns, nanoseconds },
    emitBlock,
  );
}
