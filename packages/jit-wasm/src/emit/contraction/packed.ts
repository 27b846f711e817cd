import type { BufferId } from "@hyrax/jit";
import { type Expr, type FunctionBuilder, i32, v128 } from "../../assembler/index.js";
import type { KernelContext } from "../kernel-context.js";
import { loopNest, plus } from "../loop-nest.js";
import { type Blocks, blocksOf, extentsOf, tileColumns, workspaceOf } from "./blocks.js";
import { type Finish, finisher } from "./finish.js";
import { least } from "./index-offset.js";
import { tileRow } from "./micro-kernel.js";
import { packPanel, panelStride } from "./pack-panel.js";
import { LHS, type Product, RHS } from "./product.js";
import { startsOf } from "./starts.js";

type Scalar = Expr<"i32">;

/** Multiplications to a piece that are worth a thread's while. */
const GRAIN = 400_000;

/** Where the working memory of a product is. */
export interface WorkingMemory {
  readonly buffer: BufferId;
  /** In bytes. */
  readonly offset: number;
}

/** Working memory of a packed product, in bytes. */
export function packedScratch(product: Product, threads: number): number {
  return workspaceOf(product, blocksOf(product, threads), threads).bytes;
}

/**
 * Writes a product of packed panels: each piece of work is a block of the result; for each block of the depth its columns
 * are packed, and then, row of tiles by row of tiles, a panel of rows is packed and multiplied with all of them.
 */
export function emitPacked(context: KernelContext, product: Product, memory: WorkingMemory, threads: number): void {
  const blocks = blocksOf(product, threads);
  const space = workspaceOf(product, blocks, threads);
  const { ring } = product;
  const { tile } = blocks;
  const width = tileColumns(product, tile);
  const cRow = blocks.columns * ring.bytes;
  const { m, n, k } = extentsOf(product);
  const blockCount = blocks.batch * blocks.rowBlocks * blocks.columnBlocks;
  if (product.k.shape.length > 1) emitTables(context, product, memory);
  const perPiece = (blocks.rows * blocks.columns * k) / blocks.splits;
  const pieces = { count: blockCount * blocks.splits, grain: Math.max(1, Math.ceil(GRAIN / perPiece)) };
  const finish = finisher(context, product, cRow);
  context.parallel(pieces, (inner, begin, end) => {
    const { f, functions } = inner;
    const packRows = packPanel(inner, {
      dtype: product.lhs.dtype,
      access: LHS,
      lines: product.m,
      depth: product.k,
      width: tile.rows,
      ring,
    });
    const packColumns = packPanel(inner, {
      dtype: product.rhs.dtype,
      access: RHS,
      lines: product.n,
      depth: product.k,
      width,
      ring,
    });
    const tiles = tileRow(functions, ring, tile, panelStride(tile.rows), cRow);
    const base = f.let(plus(inner.address(memory.buffer), memory.offset));
    const own = f.let(i32.add(plus(base, space.threads), i32.mul(inner.thread, i32.const(space.perThread))));
    const panel = f.let(plus(own, space.panel));
    const tables = [base, plus(base, k * 4)];
    f.for({ from: begin, to: end }, (piece) => {
      const part = f.let(i32.remU(piece, i32.const(blocks.splits)));
      const number = f.let(i32.divU(piece, i32.const(blocks.splits)));
      const block = blockAt(f, product, blocks, number);
      const starts = startsOf(inner, product, block.batch);
      const sums = f.let(
        blocks.splits > 1
          ? i32.add(plus(base, space.partials), i32.mul(piece, i32.const(space.sums)))
          : plus(own, space.own),
      );
      const panels = f.let(i32.divU(plus(block.columns, width - 1), i32.const(width)));
      const perPart = Math.ceil(blocks.depthBlocks / blocks.splits);
      const first = f.let(i32.mul(part, i32.const(perPart)));
      const to = least(f, plus(first, perPart), i32.const(blocks.depthBlocks));
      f.for({ from: first, to }, (depthBlock) => {
        const from = f.let(i32.mul(depthBlock, i32.const(blocks.depth)));
        const depth = least(f, i32.const(blocks.depth), i32.sub(i32.const(k), from));
        const target = f.let(own);
        f.for({ from: i32.const(0), to: panels }, (p) => {
          f.call(packColumns, {
            base: starts[RHS]!,
            first: i32.add(block.j, i32.mul(p, i32.const(width))),
            from,
            depth,
            target,
            table: tables[1]!,
          });
          f.set(target, i32.add(target, i32.mul(depth, i32.const(width * ring.bytes))));
        });
        f.for({ from: i32.const(0), to: block.rows, step: tile.rows }, (row) => {
          const i = f.let(i32.add(block.i, row));
          f.call(packRows, { base: starts[LHS]!, first: i, from, depth, target: panel, table: tables[0]! });
          const c = f.let(blocks.depthBlocks > 1 ? i32.add(sums, i32.mul(row, i32.const(cRow))) : sums);
          f.call(tiles, { a: panel, b: own, c, depth, panels, add: i32.ne(depthBlock, first) });
          if (blocks.splits > 1) return;
          f.if(i32.eq(depthBlock, i32.const(blocks.depthBlocks - 1)), () => {
            const rows = least(f, i32.const(tile.rows), i32.sub(block.rows, row));
            finish(f, { c, i, j: block.j, rows, columns: block.columns }, starts.slice(RHS + 1));
          });
        });
      });
    });
  });
  if (blocks.splits > 1) emitPartials(context, product, blocks, memory, { m, n }, finish);
}

/** The part of the result that a piece of work is. */
function blockAt(f: FunctionBuilder, product: Product, blocks: Blocks, number: Scalar) {
  const { m, n } = extentsOf(product);
  const columnBlock = i32.remU(number, i32.const(blocks.columnBlocks));
  const rest = f.let(i32.divU(number, i32.const(blocks.columnBlocks)));
  const j = f.let(i32.mul(columnBlock, i32.const(blocks.columns)));
  const i = f.let(i32.mul(i32.remU(rest, i32.const(blocks.rowBlocks)), i32.const(blocks.rows)));
  return {
    i,
    j,
    batch: f.let(i32.divU(rest, i32.const(blocks.rowBlocks))),
    rows: least(f, i32.const(blocks.rows), i32.sub(i32.const(m), i)),
    columns: least(f, i32.const(blocks.columns), i32.sub(i32.const(n), j)),
  };
}

/** Adds up the parts of the depth, and stores them. */
function emitPartials(
  context: KernelContext,
  product: Product,
  blocks: Blocks,
  memory: WorkingMemory,
  { m, n }: { readonly m: number; readonly n: number },
  finish: Finish,
): void {
  const space = workspaceOf(product, blocks, 1);
  const count = blocks.batch * blocks.rowBlocks * blocks.columnBlocks;
  const grain = Math.max(1, Math.ceil(100_000 / (m * n * blocks.splits)));
  context.parallel({ count, grain }, (inner, begin, end) => {
    const { f } = inner;
    const base = f.let(plus(inner.address(memory.buffer), memory.offset + space.partials));
    f.for({ from: begin, to: end }, (number) => {
      const block = blockAt(f, product, blocks, number);
      const first = f.let(i32.add(base, i32.mul(number, i32.const(space.sums * blocks.splits))));
      f.for({ from: i32.const(0), to: i32.const(blocks.rows * blocks.columns * product.ring.bytes), step: 16 }, (x) => {
        const at = f.let(i32.add(first, x));
        const next = f.let(at);
        const sum = f.let(v128.load(at));
        f.for({ from: i32.const(1), to: i32.const(blocks.splits) }, () => {
          f.set(next, plus(next, space.sums));
          f.set(sum, product.ring.add(sum, v128.load(next)));
        });
        f.do(v128.store(at, sum));
      });
      const starts = startsOf(inner, product, block.batch).slice(RHS + 1);
      finish(f, { c: first, i: block.i, j: block.j, rows: block.rows, columns: block.columns }, starts);
    });
  });
}

/** How far each index of the depth is from the first, in bytes: of the left side, then of the right. */
function emitTables({ f, address }: KernelContext, { k }: Product, memory: WorkingMemory): void {
  const count = k.shape.reduce((x, y) => x * y, 1);
  const at = f.let(plus(address(memory.buffer), memory.offset));
  const steps = [k.strides[LHS]!, k.strides[RHS]!];
  loopNest(f, k.shape, steps, [f.let(i32.const(0)), f.let(i32.const(0))], ([left, right]) => {
    f.do(i32.store(at, left!));
    f.do(i32.store(at, right!, { offset: count * 4 }));
    f.set(at, plus(at, 4));
  });
}
