import { type Expr, type FunctionBuilder, i32 } from "../../assembler/index.js";
import { laneDType } from "../expression.js";
import type { KernelContext } from "../kernel-context.js";
import { loopNest, type MergedSpace, plus } from "../loop-nest.js";
import { bytesOf, loadSplat, loadVector } from "../vector-memory.js";
import { LANES, partVectors } from "../vector-types.js";
import { storeSums } from "./finish.js";
import { indexOffsets, least } from "./index-offset.js";
import { tileFor } from "./micro-kernel.js";
import { LHS, lastStride, OUT, type Product, RHS, sizeOfSpace } from "./product.js";
import { startsOf } from "./starts.js";
import { tiling } from "./tiling.js";

type Scalar = Expr<"i32">;

/** Sums of a single row that are held in registers, in vectors. */
const ROW_SUMS = 8;
/** An innermost axis of the depth that is not longer is written out as a whole. */
const SHORT = 9;

/** The axis along which the elements of a vector lie. */
export interface Lanes {
  /** Of the columns; or of the batch, where every side has elements of its own. */
  readonly of: "n" | "batch";
}

/** How the elements of a vector can lie: along an axis on which the right side's elements follow each other. */
export function lanesOf(product: Product): Lanes | undefined {
  const follows = (space: MergedSpace, access: typeof LHS | typeof RHS) =>
    lastStride(space, access) === bytesOf(laneDType((access === LHS ? product.lhs : product.rhs).dtype));
  if (follows(product.n, RHS)) return { of: "n" };
  return follows(product.batch, RHS) && follows(product.batch, LHS) ? { of: "batch" } : undefined;
}

const withoutLast = ({ shape, strides }: MergedSpace): MergedSpace => ({
  shape: shape.slice(0, -1),
  strides: strides.map((list) => list.slice(0, -1)),
});

const onlyLast = ({ shape, strides }: MergedSpace): MergedSpace => ({
  shape: shape.slice(-1),
  strides: strides.map((list) => list.slice(-1)),
});

/** Writes a product from the arrays as they lie, tile by tile of the result, which stays in registers. */
export function emitDirect(context: KernelContext, product: Product, { of }: Lanes): void {
  const along = onlyLast(product[of]);
  const batch = of === "batch" ? withoutLast(product.batch) : product.batch;
  const others = of === "n" ? withoutLast(product.n) : product.n;
  const [length] = along.shape as [number];
  const m = sizeOfSpace(product.m);
  const perValue = partVectors(product.ring.dtype);
  const { rows: mostRows, vectors } = tileFor(product.ring);
  const rows = tiling(m, mostRows / perValue);
  const most = m === 1 ? ROW_SUMS : mostRows * vectors;
  const chunks = tiling(Math.ceil(length / LANES), most / perValue / rows.size);
  const width = chunks.size * LANES;
  const tile = tileFunction(context, product, along, { of }, rows.size, chunks.size);
  const otherCount = sizeOfSpace(others);
  const columnPieces = sizeOfSpace(batch) * otherCount * chunks.count;
  // Threads share rows where there are few columns.
  const rowPieces = tiling(rows.count, rows.count / Math.ceil((2 * context.threads) / columnPieces));
  const count = columnPieces * rowPieces.count;
  const work = rowPieces.size * rows.size * width * (sizeOfSpace(product.k) + 4);
  context.parallel({ count, grain: Math.max(1, Math.ceil(150_000 / work)) }, (inner, begin, end) => {
    const { f } = inner;
    f.for({ from: begin, to: end }, (piece) => {
      const columnPiece = f.let(i32.divU(piece, i32.const(rowPieces.count)));
      const chunk = f.let(i32.remU(columnPiece, i32.const(chunks.count)));
      const rest = f.let(i32.divU(columnPiece, i32.const(chunks.count)));
      const starts = startsOf(inner, { ...product, batch }, i32.divU(rest, i32.const(otherCount)));
      const all = [...starts.keys()];
      const inOthers = indexOffsets(f, others, all, f.let(i32.remU(rest, i32.const(otherCount))));
      // The last chunk ends where the axis does: some elements are computed twice rather than a loop written for them.
      const first = f.let(i32.mul(chunk, i32.const(width)));
      const latest = Math.max(0, length - width);
      f.if(i32.gtS(first, i32.const(latest)), () => f.set(first, i32.const(latest)));
      const inChunk = indexOffsets(f, along, all, first);
      const at = starts.map((start, x) => f.let(i32.add(start, i32.add(inOthers[x]!, inChunk[x]!))));
      const firstRow = f.let(i32.mul(i32.remU(piece, i32.const(rowPieces.count)), i32.const(rowPieces.size)));
      const lastRow = least(f, plus(firstRow, rowPieces.size), i32.const(rows.count));
      f.for({ from: firstRow, to: lastRow }, (row) => {
        const i = f.let(i32.mul(row, i32.const(rows.size)));
        f.if(i32.gtS(i, i32.const(m - rows.size)), () => f.set(i, i32.const(m - rows.size)));
        f.call(tile, { i, remaining: i32.sub(i32.const(length), first), ...named(at) });
      });
    });
  });
}

const named = (starts: readonly Scalar[]) => Object.fromEntries(starts.map((start, x) => [`start${x}`, start]));

/** A function that computes and stores one tile, from row `i` on, with `remaining` elements along the lanes. */
function tileFunction(
  context: KernelContext,
  product: Product,
  along: MergedSpace,
  { of }: Lanes,
  rows: number,
  values: number,
) {
  const { ring, lhs, rhs, m, k, walkers } = product;
  const count = OUT + 1 + walkers.length;
  const parameters: Record<string, "i32"> = { i: "i32", remaining: "i32" };
  for (let x = 0; x < count; x++) parameters[`start${x}`] = "i32";
  const [lhsDType, rhsDType] = [laneDType(lhs.dtype), laneDType(rhs.dtype)];
  const [lhsBytes, rhsBytes] = [bytesOf(lhsDType), bytesOf(rhsDType)];
  return context.functions.module.function("tile", parameters, "none", (f, p) => {
    const starts = Array.from({ length: count }, (_, x) => p[`start${x}`]!);
    const offsets = Array.from({ length: rows }, (_, r) =>
      indexOffsets(f, m, [...starts.keys()], r === 0 ? p.i! : plus(p.i!, r)),
    );
    const leftRows = offsets.map((row) => f.let(i32.add(starts[LHS]!, row[LHS]!)));
    const parts = Array.from({ length: partVectors(ring.dtype) });
    const sums = offsets.map(() => Array.from({ length: values }, () => parts.map(() => f.let(ring.zero))));
    const step = (left: Scalar, right: Scalar, leftBytes: number, rightBytes: number) => {
      const columns = Array.from({ length: values }, (_, v) =>
        loadVector(f, rhsDType, right, rightBytes + v * LANES * rhsBytes).map((vector) => f.let(vector)),
      );
      sums.forEach((row, r) => {
        const at = i32.add(leftRows[r]!, left);
        const splat = of === "n" ? loadSplat(f, lhsDType, at, leftBytes).map((vector) => f.let(vector)) : undefined;
        row.forEach((sum, v) => {
          const x = splat ?? loadVector(f, lhsDType, at, leftBytes + v * LANES * lhsBytes);
          sum.forEach((vector, i) => f.set(vector, ring.multiplyAdd(x[i]!, columns[v]![i]!, vector)));
        });
      });
    };
    walkDepth(f, k, tileFor(ring).unroll, [f.let(i32.const(0)), starts[RHS]!], step);
    sums.forEach((row, r) => {
      row.forEach((value, v) => {
        const places = starts.slice(OUT).map((start, x) => {
          const access = OUT + x;
          return f.let(plus(i32.add(start, offsets[r]![access]!), v * LANES * lastStride(along, access)));
        });
        const left = f.let(plus(p.remaining!, -v * LANES));
        storeSums({ ...context, f }, product, value, along, places, left);
      });
    });
  });
}

/** Walks the depth of both sides; a short innermost axis is written out, a long one some indices at a time. */
function walkDepth(
  f: FunctionBuilder,
  k: MergedSpace,
  unroll: number,
  starts: readonly [Scalar, Scalar],
  step: (left: Scalar, right: Scalar, leftBytes: number, rightBytes: number) => void,
): void {
  const size = k.shape.at(-1) ?? 1;
  const [leftStride, rightStride] = [lastStride(k, LHS), lastStride(k, RHS)];
  const outer = withoutLast(k);
  const some = (left: Scalar, right: Scalar, count: number) => {
    for (let p = 0; p < count; p++) {
      const [l, r] = [p * leftStride, p * rightStride];
      // What is added to an address within a load cannot be negative.
      if (l >= 0 && r >= 0) step(left, right, l, r);
      else step(f.let(plus(left, l)), f.let(plus(right, r)), 0, 0);
    }
  };
  loopNest(f, outer.shape, [outer.strides[LHS]!, outer.strides[RHS]!], starts, ([left, right]) => {
    const [l, r] = [f.let(left!), f.let(right!)];
    if (size <= SHORT) {
      some(l, r, size);
      return;
    }
    const whole = size - (size % unroll);
    f.for({ from: i32.const(0), to: i32.const(whole), step: unroll }, () => {
      some(l, r, unroll);
      f.set(l, plus(l, unroll * leftStride));
      f.set(r, plus(r, unroll * rightStride));
    });
    some(l, r, size - whole);
  });
}
