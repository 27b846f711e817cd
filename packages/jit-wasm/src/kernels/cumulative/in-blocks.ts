import { isInexact } from "@hyrax/core";
import { type Expr, i32 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { bytesOf } from "../../emit/vector-memory.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import type { Around } from "../around.js";
import { blocksFor, MOST_BLOCKS, overBlocks } from "../pieces.js";
import { combineAll, joinResults, type Running, runAlong } from "./running.js";

type Scalar = Expr<"i32">;

/** Bytes from the result of one block to that of the next: threads write them. */
const SLOT = 64;

const plus = (base: Scalar, i: Scalar, step: number) => i32.add(base, i32.mul(i, i32.const(step)));

/**
 * Long rows, one after the other, which threads share in two phases: what each block combines to tells the block after it
 * where to start from.
 */
export function inBlocks(
  running: Running,
  x: Operand,
  out: Operand,
  { outer, n }: Around,
  nanoseconds: number,
): EquationCode {
  const bytes = bytesOf(running.dtype);
  const row = (context: KernelContext, scratch: Scalar, { buffer }: Operand, begin: Scalar, end: Scalar): Scalar => {
    const first = running.reverse ? i32.sub(i32.const(n), end) : begin;
    return plus(plus(context.address(buffer), i32.load(scratch), n * bytes), first, bytes);
  };
  return {
    scratch: SLOT * (MOST_BLOCKS + 1),
    work: outer * n,
    emit: (context, scratch) => {
      const { f } = context;
      const { combination, dtype } = running;
      // Where results are rounded they depend on the blocks, which then must not depend on the threads.
      const isExact = combination === "max" || combination === "min" || !isInexact(dtype);
      const blocks = isExact ? blocksFor(context) : MOST_BLOCKS;
      const shared = f.let(context.address(scratch));
      // Behind the number of the row, there is a slot for what comes before each block.
      const slot = (base: Scalar, block: Scalar) => plus(i32.add(base, i32.const(SLOT)), block, SLOT);
      f.for({ from: i32.const(0), to: i32.const(outer) }, (number) => {
        f.do(i32.store(shared, number));
        if (blocks > 1) {
          overBlocks(context, { n, nanoseconds, blocks }, (inner, begin, end, block) => {
            const g = inner.f;
            const base = g.let(inner.address(scratch));
            g.if(i32.ltS(end, i32.const(n)), () => {
              const to = slot(base, i32.add(block, i32.const(1)));
              g.call(combineAll(inner, running), { from: row(inner, base, x, begin, end), to, n: i32.sub(end, begin) });
            });
          });
          f.for({ from: i32.const(2), to: i32.const(blocks) }, (block) => {
            const before = slot(shared, i32.sub(block, i32.const(1)));
            f.call(joinResults(context, running), { from: before, to: slot(shared, block) });
          });
        }
        overBlocks(context, { n, nanoseconds, blocks }, (inner, begin, end, block) => {
          const g = inner.f;
          const base = g.let(inner.address(scratch));
          const before = g.choose(
            block,
            () => slot(base, block),
            () => i32.const(0),
          );
          const [from, to] = [x, out].map((operand) => row(inner, base, operand, begin, end));
          g.call(runAlong(inner, running), { from: from!, to: to!, n: i32.sub(end, begin), before });
        });
      });
    },
  };
}
