import { type Expr, i32 } from "../assembler/index.js";
import type { KernelContext, Pieces } from "../emit/kernel-context.js";
import type { EquationCode } from "../rules/kernel-rule.js";

/** More threads than this do not share one kernel's rows: working memory is planned for as many. */
const MOST_PIECES = 16;

/** Working memory beyond this is not spent on one more piece. */
const MOST_MEMORY = 2 ** 26;

/** In how many pieces `count` things are to be worked on that each take `bytes` of working memory. */
function piecesFor(count: number, bytes: number): number {
  return Math.max(1, Math.min(count, MOST_PIECES, Math.floor(MOST_MEMORY / bytes)));
}

/** Work of fewer nanoseconds than this is not worth another thread. */
const WORTHWHILE = 20_000;

/** Pieces of which all together take about so many nanoseconds. */
function piecesOf(count: number, nanoseconds: number): Pieces {
  return { count, grain: Math.max(1, Math.ceil((count * WORTHWHILE) / Math.max(1, nanoseconds))) };
}

/**
 * Writes work on `count` things that threads share in at most `most` pieces of about the same size. `body` writes the
 * things from `begin` up to `end`; the number of their piece tells apart the working memory of pieces.
 */
export function inPieces(
  context: KernelContext,
  { count, most = MOST_PIECES, nanoseconds }: { count: number; most?: number; nanoseconds: number },
  body: (context: KernelContext, begin: Expr<"i32">, end: Expr<"i32">, piece: Expr<"i32">) => void,
): void {
  const pieces = Math.min(most, count);
  if (pieces === 0) return;
  const length = Math.ceil(count / pieces);
  context.parallel(piecesOf(pieces, nanoseconds), (inner, begin, end) => {
    const { f } = inner;
    f.for({ from: begin, to: end }, (piece) => {
      const first = f.let(i32.mul(piece, i32.const(length)));
      const last = f.let(i32.add(first, i32.const(length)));
      f.if(i32.gtS(last, i32.const(count)), () => f.set(last, i32.const(count)));
      body(inner, first, last, piece);
    });
  });
}

/** Things to work on, each with so many bytes of working memory, which the next one may have after it. */
export interface Roomy {
  readonly count: number;
  readonly bytes: number;
  /** Of all things, in simple instructions. */
  readonly work: number;
  readonly nanoseconds?: number;
}

/** A kernel of things that threads share; `body` writes the one of a number, with the address of its working memory. */
export function codeInPieces(
  { count, bytes, work, nanoseconds = work }: Roomy,
  body: (context: KernelContext, room: Expr<"i32">, number: Expr<"i32">) => void,
): EquationCode {
  const most = piecesFor(count, bytes);
  return {
    scratch: most * bytes,
    work,
    emit: (context, scratch) => {
      inPieces(context, { count, most, nanoseconds }, (inner, begin, end, piece) => {
        const { f } = inner;
        const room = f.let(i32.add(inner.address(scratch), i32.mul(piece, i32.const(bytes))));
        f.for({ from: begin, to: end }, (number) => body(inner, room, number));
      });
    },
  };
}

/** A long row is cut into at most so many blocks. */
export const MOST_BLOCKS = 8;

/** The work on a long row. */
export interface BlockedRow {
  readonly n: number;
  readonly nanoseconds?: number;
  /** In how many blocks; as many as there are threads by default. */
  readonly blocks?: number;
}

/** How many blocks a row is cut into where nothing depends on it. */
export function blocksFor({ threads }: KernelContext): number {
  return Math.min(threads, MOST_BLOCKS);
}

/** Writes work on the `n` elements of a long row, in blocks: on those from `begin` to before `end`. */
export function overBlocks(
  context: KernelContext,
  { n, nanoseconds = n, blocks = blocksFor(context) }: BlockedRow,
  body: (context: KernelContext, begin: Expr<"i32">, end: Expr<"i32">, block: Expr<"i32">) => void,
): void {
  // Whole vectors to a block.
  const length = Math.ceil(n / blocks / 16) * 16;
  context.parallel(piecesOf(blocks, nanoseconds), (inner, begin, end) => {
    const { f } = inner;
    const clamped = (x: Expr<"i32">) => {
      const limit = f.let(x);
      f.if(i32.gtS(limit, i32.const(n)), () => f.set(limit, i32.const(n)));
      return limit;
    };
    f.for({ from: begin, to: end }, (block) => {
      const first = clamped(i32.mul(block, i32.const(length)));
      body(inner, first, clamped(i32.add(first, i32.const(length))), block);
    });
  });
}
