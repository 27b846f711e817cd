import { type Expr, type FunctionBuilder, f32x4, f64x2, i32, i32x4, i64x2, v128 } from "../../assembler/index.js";
import { laneDType } from "../expression.js";
import type { KernelContext } from "../kernel-context.js";
import { loopNest, type MergedSpace, plus } from "../loop-nest.js";
import { bytesOf, loadVector } from "../vector-memory.js";
import { LANES, partVectors, type Value, type Vector } from "../vector-types.js";
import { storeSums } from "./finish.js";
import { indexOffset, indexOffsets, least } from "./index-offset.js";
import { LHS, lastStride, OUT, type Product, RHS, sizeOfSpace } from "./product.js";
import type { Ring } from "./ring.js";
import { startsOf } from "./starts.js";
import { tiling } from "./tiling.js";

type Scalar = Expr<"i32">;

/** Whether the elements of both sides follow each other along the depth. */
export function depthFollows({ lhs, rhs, k }: Product): boolean {
  return [lhs, rhs].every(({ dtype }, side) => lastStride(k, side) === bytesOf(laneDType(dtype)));
}

/**
 * Writes a product whose sides both lie in memory along the depth: sums of products of vectors, whose lanes are added up
 * at the end. A tile is some rows by four columns, or by eight of a single row.
 */
export function emitDots(context: KernelContext, product: Product): void {
  const { batch, n, ring } = product;
  const [m, columns] = [sizeOfSpace(product.m), sizeOfSpace(n)];
  const rows = tiling(m, ring.bytes === 4 && ring.fused ? 3 : 2);
  const groups = rows.size === 1 && columns > LANES && ring.bytes === 4 && ring.fused ? 2 : 1;
  const width = groups * LANES;
  const tile = tileFunction(context, product, rows.size, groups);
  const columnTiles = Math.ceil(columns / width);
  const count = sizeOfSpace(batch) * columnTiles * rows.count;
  const work = rows.size * width * (sizeOfSpace(product.k) + 8);
  context.parallel({ count, grain: Math.max(1, Math.ceil(150_000 / work)) }, (inner, begin, end) => {
    const { f } = inner;
    f.for({ from: begin, to: end }, (piece) => {
      const j = f.let(i32.mul(i32.remU(piece, i32.const(columnTiles)), i32.const(width)));
      const rest = f.let(i32.divU(piece, i32.const(columnTiles)));
      const row = f.let(i32.mul(i32.remU(rest, i32.const(rows.count)), i32.const(rows.size)));
      const i = least(f, row, i32.const(m - rows.size));
      const starts = startsOf(inner, product, f.let(i32.divU(rest, i32.const(rows.count))));
      f.call(tile, { i, j, ...Object.fromEntries(starts.map((start, x) => [`start${x}`, start])) });
    });
  });
}

/** A function that computes and stores one tile from row `i` and column `j` on. */
function tileFunction(context: KernelContext, product: Product, rows: number, groups: number) {
  const { ring, lhs, rhs, m, n, k, walkers } = product;
  const count = OUT + 1 + walkers.length;
  const parameters: Record<string, "i32"> = { i: "i32", j: "i32" };
  for (let x = 0; x < count; x++) parameters[`start${x}`] = "i32";
  const width = groups * LANES;
  const columns = sizeOfSpace(n);
  return context.functions.module.function("dots", parameters, "none", (f, p) => {
    const starts = Array.from({ length: count }, (_, x) => p[`start${x}`]!);
    const offsets = Array.from({ length: rows }, (_, r) => indexOffsets(f, m, [...starts.keys()], plus(p.i!, r)));
    const lefts = offsets.map((row) => f.let(i32.add(starts[LHS]!, row[LHS]!)));
    const rights = Array.from({ length: width }, (_, c) => {
      const column = least(f, plus(p.j!, c), i32.const(columns - 1));
      return f.let(i32.add(starts[RHS]!, indexOffset(f, n, RHS, column)));
    });
    const parts = Array.from({ length: partVectors(ring.dtype) });
    const sums = lefts.map(() => rights.map(() => parts.map(() => f.let(ring.zero))));
    walkVectors(f, k, bytesOf(laneDType(lhs.dtype)), bytesOf(laneDType(rhs.dtype)), (left, right, mask) => {
      const load = (dtype: typeof lhs.dtype, at: Scalar) =>
        loadVector(f, laneDType(dtype), at).map((vector, v) =>
          f.let(mask === undefined ? vector : v128.and(vector, laneMask(ring, mask, v))),
        );
      const some = lefts.map((at) => load(lhs.dtype, i32.add(at, left)));
      rights.forEach((at, c) => {
        const y = load(rhs.dtype, i32.add(at, right));
        some.forEach((x, r) => {
          sums[r]![c]!.forEach((sum, v) => f.set(sum, ring.multiplyAdd(x[v]!, y[v]!, sum)));
        });
      });
    });
    sums.forEach((row, r) => {
      for (let group = 0; group < groups; group++) {
        const total = lanesTotal(f, ring, row.slice(group * LANES, (group + 1) * LANES));
        storeRun(context, f, product, total, offsets[r]!, starts, plus(p.j!, group * LANES));
      }
    });
  });
}

/** Stores the sums of four columns, which may lie along several axes. */
function storeRun(
  context: KernelContext,
  f: FunctionBuilder,
  product: Product,
  total: Value,
  inRow: readonly Scalar[],
  starts: readonly Scalar[],
  j: Scalar,
): void {
  const { n } = product;
  const accesses = starts.slice(OUT).map((_, x) => OUT + x);
  const columns = sizeOfSpace(n);
  const value = total.map((vector) => f.let(vector));
  const at = (column: Scalar) =>
    indexOffsets(f, n, accesses, column).map((offset, x) =>
      f.let(i32.add(i32.add(starts[OUT + x]!, inRow[OUT + x]!), offset)),
    );
  const first = f.let(j);
  f.if(i32.ltS(first, i32.const(columns)), () => {
    storeSums({ ...context, f }, product, value, n, at(first), f.let(i32.sub(i32.const(columns), first)));
  });
}

/** Walks the depth four indices at a time; at the end of the innermost axis `mask` says how many of them there are. */
function walkVectors(
  f: FunctionBuilder,
  k: MergedSpace,
  lhsBytes: number,
  rhsBytes: number,
  step: (left: Scalar, right: Scalar, mask: number | undefined) => void,
): void {
  const size = k.shape.at(-1) ?? 1;
  const whole = size - (size % LANES);
  const strides = [LHS, RHS].map((access) => k.strides[access]!.slice(0, -1));
  const zeros = [f.let(i32.const(0)), f.let(i32.const(0))];
  loopNest(f, k.shape.slice(0, -1), strides, zeros, ([left, right]) => {
    const [l, r] = [f.let(left!), f.let(right!)];
    f.for({ from: i32.const(0), to: i32.const(whole), step: LANES }, () => {
      step(l, r, undefined);
      f.set(l, plus(l, LANES * lhsBytes));
      f.set(r, plus(r, LANES * rhsBytes));
    });
    if (size > whole) step(l, r, size - whole);
  });
}

/** All ones in the first lanes of a value's vector. */
function laneMask(ring: Ring, count: number, vector: number): Vector {
  const ones = (lane: number) => (vector * ring.lanes + lane < count ? -1 : 0);
  return ring.bytes === 4
    ? i32x4.const(ones(0), ones(1), ones(2), ones(3))
    : i64x2.const(BigInt(ones(0)), BigInt(ones(1)));
}

/** A value of the totals of four values' lanes. */
function lanesTotal(f: FunctionBuilder, ring: Ring, sums: readonly Value[]): Value {
  if (ring.bytes === 8) {
    const halves = sums.map(([a, b]) => f.let(ring.add(a!, b!)));
    return [0, 2].map((i) => {
      const [x, y] = [halves[i]!, halves[i + 1]!];
      return f.let(ring.add(f64x2.shuffle(x, y, [0, 2]), f64x2.shuffle(x, y, [1, 3])));
    });
  }
  const vectors = sums.map(([vector]) => vector!);
  const pair = (x: Vector, y: Vector) =>
    f.let(ring.add(f32x4.shuffle(x, y, [0, 4, 1, 5]), f32x4.shuffle(x, y, [2, 6, 3, 7])));
  const [low, high] = [pair(vectors[0]!, vectors[1]!), pair(vectors[2]!, vectors[3]!)];
  return [f.let(ring.add(f32x4.shuffle(low, high, [0, 1, 4, 5]), f32x4.shuffle(low, high, [2, 3, 6, 7])))];
}
