import { i32, v128 } from "../../assembler/index.js";
import { laneDType } from "../expression.js";
import type { KernelContext } from "../kernel-context.js";
import { plus } from "../loop-nest.js";
import { bytesOf, loadSplat, loadVector } from "../vector-memory.js";
import { LANES } from "../vector-types.js";
import { extentsOf } from "./blocks.js";
import { finisher, loadSums } from "./finish.js";
import { indexOffset, least } from "./index-offset.js";
import type { WorkingMemory } from "./packed.js";
import { LHS, lastStride, type Product, RHS } from "./product.js";
import { startsOf } from "./starts.js";
import { tiling } from "./tiling.js";

/** Elements of the left side that are held in registers. */
const HELD = 8;
/** Columns that are summed at a time, and those that are worth a thread. */
const COLUMNS = 2048;
const FEW_COLUMNS = 128;
const GRAIN = 200_000;

/** Columns are shared among threads. */
function columnsOf(product: Product, threads: number): { readonly size: number; readonly count: number } {
  const { batch, n, k } = extentsOf(product);
  const length = product.n.shape.at(-1)!;
  const wanted = Math.min(2 * threads, Math.floor((batch * n * k) / GRAIN));
  const most =
    threads === 1 ? COLUMNS : Math.max(FEW_COLUMNS, Math.min(COLUMNS, (length * batch) / Math.max(1, wanted)));
  const { size } = tiling(Math.ceil(length / LANES), most / LANES);
  return { size: size * LANES, count: Math.ceil(length / (size * LANES)) };
}

const rowBytes = (product: Product, columns: number) => Math.ceil((columns * product.ring.bytes) / 64) * 64 + 64;

/** Working memory in bytes: sums for each thread. */
export function streamScratch(product: Product, threads: number): number {
  return rowBytes(product, columnsOf(product, threads).size) * extentsOf(product).m * threads;
}

/**
 * Writes a product of few rows and a matrix whose rows lie in memory one after the other: some rows of it at a time, from
 * end to end, are added to sums that stay in the first cache, so that the matrix is read in the order in which it lies.
 */
export function emitStream(context: KernelContext, product: Product, memory: WorkingMemory, threads: number): void {
  const { m, k } = extentsOf(product);
  const { ring } = product;
  const length = product.n.shape.at(-1)!;
  const others = extentsOf(product).n / length;
  const blocks = columnsOf(product, threads);
  const cRow = rowBytes(product, blocks.size);
  const finish = finisher(context, product, cRow);
  const depth = Math.max(1, Math.floor(HELD / m / (ring.bytes / 4)));
  const count = extentsOf(product).batch * others * blocks.count;
  const grain = Math.max(1, Math.ceil(GRAIN / (m * k * blocks.size)));
  context.parallel({ count, grain }, (inner, begin, end) => {
    const { f } = inner;
    const c = f.let(plus(inner.address(memory.buffer), memory.offset));
    f.set(c, i32.add(c, i32.mul(inner.thread, i32.const(cRow * m))));
    f.for({ from: begin, to: end }, (piece) => {
      const rest = f.let(i32.divU(piece, i32.const(blocks.count)));
      const first = f.let(i32.mul(i32.remU(piece, i32.const(blocks.count)), i32.const(blocks.size)));
      const starts = startsOf(inner, product, f.let(i32.divU(rest, i32.const(others))));
      const j = f.let(i32.add(i32.mul(i32.remU(rest, i32.const(others)), i32.const(length)), first));
      const columns = least(f, i32.const(blocks.size), i32.sub(i32.const(length), first));
      const [left, right] = [f.let(starts[LHS]!), f.let(i32.add(starts[RHS]!, indexOffset(f, product.n, RHS, j)))];
      f.for({ from: i32.const(0), to: i32.const(cRow * m), step: 16 }, (x) => {
        f.do(v128.store(i32.add(c, x), ring.zero));
      });
      const some = (rows: number, times: number) => {
        const step = rowsFunction(inner, product, rows, cRow);
        f.for({ from: i32.const(0), to: i32.const(times) }, () => {
          f.call(step, { left, right, c, columns });
          f.set(left, plus(left, rows * lastStride(product.k, LHS)));
          f.set(right, plus(right, rows * lastStride(product.k, RHS)));
        });
      };
      some(depth, Math.floor(k / depth));
      if (k % depth > 0) some(1, k % depth);
      finish(f, { c, i: i32.const(0), j, rows: i32.const(m), columns }, starts.slice(RHS + 1));
    });
  });
}

const parameters = { left: "i32", right: "i32", c: "i32", columns: "i32" } as const;

/** A function that adds the products with `depth` rows of the right side to the sums. */
function rowsFunction(context: KernelContext, product: Product, depth: number, cRow: number) {
  const { ring, lhs, rhs, m, k } = product;
  const rows = extentsOf(product).m;
  const [lhsDType, rhsDType] = [laneDType(lhs.dtype), laneDType(rhs.dtype)];
  const [leftStride, rightStride] = [lastStride(k, LHS), lastStride(k, RHS)];
  const name = `stream.${lhs.dtype}.${rhs.dtype}.${rows}x${depth}.${leftStride}.${rightStride}.${cRow}.${m.shape}.${m.strides[LHS]}`;
  return context.functions.get(name, parameters, "none", (f, { left, right, c, columns }) => {
    const held = Array.from({ length: rows }, (_, r) => {
      const row = f.let(i32.add(left, indexOffset(f, m, LHS, i32.const(r))));
      return Array.from({ length: depth }, (_, p) =>
        loadSplat(f, lhsDType, plus(row, p * leftStride)).map((vector) => f.let(vector)),
      );
    });
    const lines = Array.from({ length: depth }, (_, p) => f.let(plus(right, p * rightStride)));
    const sums = f.let(c);
    f.for({ from: i32.const(0), to: columns, step: LANES }, (x) => {
      const at = f.let(i32.mul(x, i32.const(bytesOf(rhsDType))));
      const loaded = lines.map((line) => loadVector(f, rhsDType, i32.add(line, at)).map((vector) => f.let(vector)));
      held.forEach((row, r) => {
        const value = loadSums(ring, sums, r * cRow).map((vector) => f.let(vector));
        row.forEach((left, p) => {
          value.forEach((sum, v) => f.set(sum, ring.multiplyAdd(left[v]!, loaded[p]![v]!, sum)));
        });
        value.forEach((vector, v) => {
          f.do(v128.store(sums, vector, { offset: r * cRow + v * 16 }));
        });
      });
      f.set(sums, plus(sums, LANES * ring.bytes));
    });
  });
}
