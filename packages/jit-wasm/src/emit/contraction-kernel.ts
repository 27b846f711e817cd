import { type Shape, sizeOf } from "@hyrax/core";
import { type Access, type ContractionKernel, contiguous, type LoadExpr } from "@hyrax/jit";
import { detectFeatures, type Expr, f32, f32x4, i32, v128 } from "../assembler/index.js";
import type { KernelContext } from "./kernel-context.js";
import { loopNest, mergeAxes, plus } from "./loop-nest.js";
import { storeLane, storeVector } from "./vector-memory.js";
import { LANES, type Vector } from "./vector-types.js";

type Scalar = Expr<"i32">;

/** A tile of the result that is held in registers: so many rows by so many vectors. */
const TILE_ROWS = 4;
const TILE_VECTORS = 2;
/** A single row has registers for more. */
const ROW_VECTORS = 8;

/** Sizes and byte strides of a product of matrices. */
interface Matrices {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly lhs: { readonly row: number; readonly depth: number };
  /** The columns of the right side follow each other; or else, of a single row, its depth does. */
  readonly rhs: { readonly column: number; readonly depth: number };
}

/**
 * Writes a product of float32 matrices, for each index of the batch, in tiles of the result that stay in registers
 * while the depth is walked. `prepareContraction` has seen to it that rows, columns and depth have one stride each.
 */
export function emitContraction(context: KernelContext, kernel: ContractionKernel): void {
  const { batch, m, n, k, lhs, rhs, out } = kernel;
  if (sizeOf(batch) * sizeOf(m) * sizeOf(n) === 0) return;
  const bytes = 4;
  const group = (load: LoadExpr, from: number, shape: Shape) => {
    const access = { offset: 0, strides: load.access.strides.slice(from, from + shape.length) };
    return (mergeAxes(shape, [access]).strides[0]?.[0] ?? 0) * bytes;
  };
  const b = batch.length;
  const matrices: Matrices = {
    m: sizeOf(m),
    n: sizeOf(n),
    k: sizeOf(k),
    lhs: { row: group(lhs, b, m), depth: group(lhs, b + m.length, k) },
    rhs: { column: group(rhs, b, n), depth: group(rhs, b + n.length, k) },
  };
  const emit = matrices.rhs.column === bytes || matrices.n === 1 ? emitProduct : emitDots;
  const outStrides = contiguous([...batch, ...m, ...n]).strides;
  const batchAccess = (strides: readonly number[]): Access => ({ offset: 0, strides: strides.slice(0, b) });
  const accesses = [outStrides, lhs.access.strides, rhs.access.strides].map(batchAccess);
  const { shape, strides } = mergeAxes(batch, accesses);
  const starts = [
    context.address(out),
    plus(context.address(lhs.buffer), lhs.access.offset * bytes),
    plus(context.address(rhs.buffer), rhs.access.offset * bytes),
  ].map((x) => context.f.let(x));
  const scaled = strides.map((list) => list.map((stride) => stride * bytes));
  loopNest(context.f, shape, scaled, starts, ([o, l, r]) => emit(context, matrices, o!, l!, r!));
}

/** Columns of tiles outside, so that their part of the right side stays in the cache. */
function emitProduct(context: KernelContext, matrices: Matrices, out: Scalar, lhs: Scalar, rhs: Scalar): void {
  const { m, n } = matrices;
  const width = (m === 1 && n >= ROW_VECTORS * LANES ? ROW_VECTORS : TILE_VECTORS) * LANES;
  const whole = n - (n % width);
  if (whole > 0) {
    context.f.for({ from: i32.const(0), to: i32.const(whole), step: width }, (column) => {
      const bytes = context.f.let(i32.shl(column, i32.const(2)));
      emitColumn(context, matrices, i32.add(out, bytes), lhs, i32.add(rhs, bytes), width);
    });
  }
  if (n > whole) emitColumn(context, matrices, plus(out, whole * 4), lhs, plus(rhs, whole * 4), n - whole);
}

/** All rows of some columns of the result. */
function emitColumn(
  context: KernelContext,
  matrices: Matrices,
  out: Scalar,
  lhs: Scalar,
  rhs: Scalar,
  columns: number,
): void {
  const { f } = context;
  const { m, n } = matrices;
  const [target, left, right] = [f.let(out), f.let(lhs), f.let(rhs)];
  const whole = m - (m % TILE_ROWS);
  if (whole > 0) {
    f.for({ from: i32.const(0), to: i32.const(whole), step: TILE_ROWS }, () => {
      emitTile(context, matrices, target, left, right, TILE_ROWS, columns);
      f.set(target, i32.add(target, i32.const(TILE_ROWS * n * 4)));
      f.set(left, i32.add(left, i32.const(TILE_ROWS * matrices.lhs.row)));
    });
  }
  if (m > whole) emitTile(context, matrices, target, left, right, m - whole, columns);
}

function emitTile(
  { f }: KernelContext,
  { n, k, lhs, rhs }: Matrices,
  out: Scalar,
  left: Scalar,
  right: Scalar,
  rows: number,
  columns: number,
): void {
  const vectors = Math.ceil(columns / LANES);
  const zero = f32x4.splat(f32.const(0));
  const sums = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => f.let(zero)));
  const [a, b] = [f.let(left), f.let(right)];
  f.for({ from: i32.const(0), to: i32.const(k) }, () => {
    const columnVectors = Array.from({ length: vectors }, (_, v) => f.let(v128.load(b, { offset: v * 16, align: 4 })));
    sums.forEach((row, r) => {
      const x = f.let(v128.load32Splat(a, { offset: r * lhs.row }));
      row.forEach((sum, v) => f.set(sum, multiplyAdd(x, columnVectors[v]!, sum)));
    });
    f.set(a, i32.add(a, i32.const(lhs.depth)));
    f.set(b, i32.add(b, i32.const(rhs.depth)));
  });
  sums.forEach((row, r) => {
    row.forEach((sum, v) => {
      const offset = r * n * 4 + v * 16;
      const lanes = Math.min(LANES, columns - v * LANES);
      // A whole vector would write over the start of the next row, which may be there already.
      if (lanes === LANES) storeVector(f, "float32", out, [sum], offset);
      else for (let lane = 0; lane < lanes; lane++) storeLane(f, "float32", out, [sum], lane, offset + lane * 4);
    });
  });
}

/** A vector times a matrix whose columns lie in memory as they are: a sum of products each, some at a time. */
function emitDots({ f }: KernelContext, { n, k, rhs }: Matrices, out: Scalar, lhs: Scalar, right: Scalar): void {
  const whole = n - (n % LANES);
  const column = f.let(right);
  const target = f.let(out);
  const some = (columns: number) => {
    const sums = dots(f, { k, stride: rhs.column }, lhs, column, columns);
    if (columns === LANES) storeVector(f, "float32", target, [sums]);
    else for (let lane = 0; lane < columns; lane++) storeLane(f, "float32", target, [sums], lane, lane * 4);
  };
  if (whole > 0) {
    f.for({ from: i32.const(0), to: i32.const(whole), step: LANES }, () => {
      some(LANES);
      f.set(target, i32.add(target, i32.const(LANES * 4)));
      f.set(column, i32.add(column, i32.const(LANES * rhs.column)));
    });
  }
  if (n > whole) some(n - whole);
}

/** Up to four sums of products, one in each lane. */
function dots(
  f: KernelContext["f"],
  { k, stride }: { readonly k: number; readonly stride: number },
  lhs: Scalar,
  rhs: Scalar,
  columns: number,
): Vector {
  const zero = f32x4.splat(f32.const(0));
  const sums = Array.from({ length: LANES }, () => f.let(zero));
  const [a, b] = [f.let(lhs), f.let(rhs)];
  const whole = k - (k % LANES);
  const step = (load: (address: Scalar, offset: number) => Vector, bytes: number) => {
    const x = f.let(load(a, 0));
    sums.slice(0, columns).forEach((sum, c) => {
      f.set(sum, multiplyAdd(x, load(b, c * stride), sum));
    });
    f.set(a, i32.add(a, i32.const(bytes)));
    f.set(b, i32.add(b, i32.const(bytes)));
  };
  f.for({ from: i32.const(0), to: i32.const(whole), step: LANES }, () => {
    step((address, offset) => v128.load(address, { offset, align: 4 }), 16);
  });
  for (let rest = whole; rest < k; rest++) step((address, offset) => v128.load32Zero(address, { offset }), 4);
  // The lanes of all four sums at once: first in pairs, then these.
  const pairs = (x: Vector, y: Vector) =>
    f.let(f32x4.add(f32x4.shuffle(x, y, [0, 4, 1, 5]), f32x4.shuffle(x, y, [2, 6, 3, 7])));
  const [low, high] = [pairs(sums[0]!, sums[1]!), pairs(sums[2]!, sums[3]!)];
  return f.let(f32x4.add(f32x4.shuffle(low, high, [0, 1, 4, 5]), f32x4.shuffle(low, high, [2, 3, 6, 7])));
}

function multiplyAdd(x: Vector, y: Vector, z: Vector): Vector {
  return detectFeatures().relaxedSimd ? f32x4.relaxedMadd(x, y, z) : f32x4.add(f32x4.mul(x, y), z);
}
