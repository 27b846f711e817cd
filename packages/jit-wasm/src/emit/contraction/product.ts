import { type DType, realDtype, type Shape, sizeOf } from "@hyrax/core";
import {
  type Access,
  type BufferId,
  type ContractionKernel,
  contiguous,
  type Expr as KernelExpr,
  type LoadExpr,
} from "@hyrax/jit";
import { laneDType, unitOf, type Walker, walkersOf } from "../expression.js";
import { type MergedSpace, mergeAxes } from "../loop-nest.js";
import { bytesOf } from "../vector-memory.js";
import { type Ring, ringOf } from "./ring.js";

/** Stands for the working memory of a product, which is known when it is emitted. */
export const SCRATCH: BufferId = -1;

/** Where an array of a product starts. */
export interface Place {
  readonly buffer: BufferId;
  /** In bytes. */
  readonly offset: number;
  readonly dtype: DType;
}

/** An axis, and how many elements apart its indices are in the left side, the right side, the result and each walker. */
export interface Axis {
  readonly size: number;
  readonly strides: readonly number[];
}

/** `out[b, m, n] = Σ over k of lhs[b, m, k] · rhs[b, n, k]`, where each of b, m, n, k is a list of axes. */
export interface ProductSpec {
  readonly lhs: Place;
  readonly rhs: Place;
  readonly out: Place;
  /** The dtype of the sums. */
  readonly dtype: DType;
  readonly batch: readonly Axis[];
  readonly m: readonly Axis[];
  readonly n: readonly Axis[];
  readonly k: readonly Axis[];
  /** Whether terms have been left out because they are zero: what is left of a sum may be a single one. */
  readonly sparse?: boolean;
  /** What is stored instead of a sum; its walkers, in order, have their strides after those of the arrays. */
  readonly epilogue?: KernelExpr;
}

/** The positions of the arrays among the strides of an axis; walkers follow. */
export const LHS = 0;
export const RHS = 1;
export const OUT = 2;

/** A product with as few axes as there can be, in the order in which they are walked; strides are in bytes. */
export interface Product {
  readonly ring: Ring;
  readonly lhs: Place;
  readonly rhs: Place;
  readonly out: Place;
  readonly batch: MergedSpace;
  readonly m: MergedSpace;
  readonly n: MergedSpace;
  readonly k: MergedSpace;
  readonly epilogue: KernelExpr | undefined;
  readonly walkers: readonly Walker[];
}

export const sizeOfSpace = ({ shape }: MergedSpace): number => sizeOf(shape);

/** The stride of one access along the last axis of a space; 0 where there is no axis. */
export const lastStride = ({ strides }: MergedSpace, access: number): number => strides[access]!.at(-1) ?? 0;

/**
 * Brings a product into the form that kernels are written for: the columns are the side whose axis the elements of the
 * result follow each other on, or the other one if it is `turned`.
 */
export function productOf(spec: ProductSpec, turned = false): Product {
  const walkers = spec.epilogue === undefined ? [] : walkersOf(spec.epilogue);
  const units = [
    ...[spec.lhs, spec.rhs, spec.out].map(({ dtype }) => bytesOf(laneDType(dtype))),
    ...walkers.map(unitOf),
  ];
  const scaled = (axes: readonly Axis[]) =>
    axes
      .filter(({ size }) => size !== 1)
      .map(({ size, strides }) => ({ size, strides: strides.map((stride, i) => stride * units[i]!) }));
  let { lhs, rhs } = spec;
  let [batch, m, n, k] = [scaled(spec.batch), scaled(spec.m), scaled(spec.n), scaled(spec.k)];
  // An axis of the batch that one side does not have is one of rows or columns of the other.
  n = [...n, ...batch.filter(({ strides }) => strides[LHS] === 0)];
  m = [...m, ...batch.filter(({ strides }) => strides[LHS] !== 0 && strides[RHS] === 0)];
  batch = batch.filter(({ strides }) => strides[LHS] !== 0 && strides[RHS] !== 0);
  const innermost = ({ strides }: Axis) => strides[OUT] === units[OUT];
  const byColumns = n.some(innermost) || (n.length > 0 && !m.some(innermost));
  if (byColumns === turned) {
    const swap = (axes: readonly Axis[]) =>
      axes.map(({ size, strides: [l, r, ...rest] }) => ({ size, strides: [r!, l!, ...rest] }));
    [lhs, rhs, batch, m, n, k] = [rhs, lhs, swap(batch), swap(n), swap(m), swap(k)];
  }
  const followed = (side: number, bytes: number) => k.some(({ strides }) => strides[side] === bytes);
  const depthSide = followed(RHS, bytesOf(laneDType(rhs.dtype))) ? RHS : LHS;
  const count = units.length;
  return {
    ring: ringOf(spec.dtype, k.length === 0 && spec.sparse !== true),
    lhs,
    rhs,
    out: spec.out,
    batch: merged(batch, OUT, count),
    m: merged(m, OUT, count),
    n: merged(n, OUT, count),
    k: merged(k, depthSide, count),
    epilogue: spec.epilogue,
    walkers,
  };
}

/** Orders axes by how far one access goes along them, the longest way outermost, and merges what follows each other. */
function merged(axes: readonly Axis[], by: number, accesses: number): MergedSpace {
  const sorted = [...axes].sort((x, y) => Math.abs(y.strides[by]!) - Math.abs(x.strides[by]!));
  return mergeAxes(
    sorted.map(({ size }) => size),
    Array.from({ length: accesses }, (_, i) => ({ offset: 0, strides: sorted.map(({ strides }) => strides[i]!) })),
  );
}

/** The product that a contraction of real elements is; `dtype` is that of its sums. */
export function contractionSpec(kernel: ContractionKernel, dtype: DType, outDtype: DType): ProductSpec {
  const { batch, m, n, k, lhs, rhs, out, epilogue } = kernel;
  const walkers = epilogue === undefined ? [] : walkersOf(epilogue);
  const outAccesses = [contiguous([...batch, ...m, ...n]), ...walkers.map(({ access }) => access)];
  const [afterM, afterN] = [batch.length + m.length, batch.length + n.length];
  const axes = (
    shape: Shape,
    inLhs: number | undefined,
    inRhs: number | undefined,
    inOut: number | undefined,
  ): readonly Axis[] =>
    shape.map((size, i) => {
      const at = ({ strides }: Access, first: number | undefined) => (first === undefined ? 0 : strides[first + i]!);
      const outs = outAccesses.map((access) => at(access, inOut));
      return { size, strides: [at(lhs.access, inLhs), at(rhs.access, inRhs), ...outs] };
    });
  return {
    lhs: placeOf(lhs),
    rhs: placeOf(rhs),
    out: { buffer: out, offset: 0, dtype: outDtype },
    dtype,
    batch: axes(batch, 0, 0, 0),
    m: axes(m, batch.length, undefined, batch.length),
    n: axes(n, undefined, batch.length, afterM),
    k: axes(k, afterM, afterN, undefined),
    ...(epilogue && { epilogue }),
  };
}

function placeOf({ buffer, dtype, access }: LoadExpr): Place {
  return { buffer, dtype, offset: access.offset * bytesOf(laneDType(dtype)) };
}

/** Whether elements of one dtype become those of another one by being loaded into wider lanes. */
export function sameLanes(a: DType, b: DType): boolean {
  return ringOf(realDtype(a)).dtype === ringOf(realDtype(b)).dtype;
}
