import { type Shape, sizeOf } from "@hyrax/core";
import { type Expr, type FunctionBuilder, i32, type Local } from "../assembler/index.js";
import type { KernelContext } from "../emit/kernel-context.js";
import { loopNest, mergeAxes, plus } from "../emit/loop-nest.js";
import { copyRun, fillRun } from "./move-runs.js";
import { sharedNest } from "./shared-nest.js";

type Scalar = Expr<"i32">;

/** Runs that threads may share are cut into pieces of so many bytes. */
const CHUNK = 32_768;

/** Loops around runs of bytes that follow each other on every side. */
export interface Runs {
  readonly shape: Shape;
  /** In bytes, for each side. */
  readonly strides: readonly (readonly number[])[];
  readonly run: number;
}

/** An index space as loops around runs; the strides of each side are in elements of so many bytes. */
export function runsOf(shape: Shape, bytes: number, ...sides: readonly (readonly number[])[]): Runs {
  const merged = mergeAxes(
    shape,
    sides.map((strides) => ({ offset: 0, strides: strides.map((stride) => stride * bytes) })),
  );
  const isRun = merged.shape.length > 0 && merged.strides.every((strides) => strides.at(-1) === bytes);
  if (!isRun) return { ...merged, run: bytes };
  return {
    shape: merged.shape.slice(0, -1),
    strides: merged.strides.map((strides) => strides.slice(0, -1)),
    run: merged.shape.at(-1)! * bytes,
  };
}

/** Where the elements of an array are: an address, in the function that asks for it. */
export type Place = (context: KernelContext) => Scalar;

/** Roughly how many instructions it takes to move elements. */
export function moveWork(elements: number, bytes: number): number {
  return 4 + (elements * bytes) / 4;
}

/** Copies a window of constant shape from one place to another, within a thread. */
export function copyWindow(f: FunctionBuilder, { shape, strides, run }: Runs, target: Scalar, source: Scalar): void {
  if (sizeOf(shape) === 0) return;
  loopNest(f, shape, strides, [target, source], ([to, from]) => copyRun(f, to!, from!, run));
}

/** Fills a window of constant shape with the elements of a vector, within a thread. */
export function fillWindow(f: FunctionBuilder, { shape, strides, run }: Runs, target: Scalar, value: Local<"v128">) {
  if (sizeOf(shape) === 0) return;
  loopNest(f, shape, strides, [target], ([to]) => fillRun(f, to!, value, run));
}

/** Elements of an index space on their way from one place of the memory to another. */
export interface Move {
  readonly shape: Shape;
  /** Of an element. */
  readonly bytes: number;
  /** In elements. */
  readonly toStrides: readonly number[];
  readonly fromStrides: readonly number[];
  /** The addresses of the first element, in the function that the loops stand in. */
  readonly to: Place;
  readonly from: Place;
}

/** Writes a move; threads share a large one. */
export function emitMove(context: KernelContext, { shape, bytes, toStrides, fromStrides, to, from }: Move): void {
  const { run, ...runs } = runsOf(shape, bytes, toStrides, fromStrides);
  const copy = (outer: Shape, strides: Runs["strides"], offset: number, length: number) =>
    sharedNest(
      context,
      { shape: outer, strides, work: 4 + length / 8 },
      (inner) => [plus(to(inner), offset), plus(from(inner), offset)],
      (inner, [target, source]) => copyRun(inner.f, target!, source!, length),
    );
  const chunks = Math.floor(run / CHUNK);
  if (chunks < 2) return copy(runs.shape, runs.strides, 0, run);
  const chunked = runs.strides.map((strides) => [...strides, CHUNK]);
  copy([...runs.shape, chunks], chunked, 0, CHUNK);
  if (run % CHUNK > 0) copy(runs.shape, runs.strides, chunks * CHUNK, run % CHUNK);
}

/** Copies an array, unless it lies there already. */
export function emitCopyOf(context: KernelContext, size: number, bytes: number, to: Place, from: Place): void {
  context.f.if(i32.ne(to(context), from(context)), () => {
    emitMove(context, { shape: [size], bytes, toStrides: [1], fromStrides: [1], to, from });
  });
}

/** A vector, or how to come by it in the function that asks for it. */
type Value = Expr<"v128"> | ((context: KernelContext) => Expr<"v128">);

/** Bytes that are filled at once. */
const FILLED = 4096;

/** Fills an array with the elements of a vector, which may read memory but no variables. */
export function emitFill(context: KernelContext, size: number, bytes: number, to: Place, value: Value): void {
  const total = size * bytes;
  const fill = (shape: Shape, offset: number, length: number) =>
    sharedNest(
      context,
      { shape, strides: [[FILLED]], work: 4 + length / 8 },
      (inner) => [plus(to(inner), offset)],
      (inner, [at]) => fillRun(inner.f, at!, inner.f.let(typeof value === "function" ? value(inner) : value), length),
    );
  const whole = Math.floor(total / FILLED);
  fill([whole], 0, FILLED);
  if (total % FILLED > 0) fill([1], whole * FILLED, total % FILLED);
}
