import { type Shape, sizeOf } from "@hyrax/core";
import { type Expr, type FunctionBuilder, i32, type Local } from "../assembler/index.js";
import type { KernelContext } from "../emit/kernel-context.js";
import { loopNest, mergeAxes } from "../emit/loop-nest.js";

type Scalar = Expr<"i32">;

/** Loops over an index space. */
export interface Nest {
  readonly shape: Shape;
  /** For each thing that walks the space, how far a step along each axis takes it, usually in bytes. */
  readonly strides: readonly (readonly number[])[];
  /** Roughly how many simple instructions the body runs. */
  readonly work: number;
}

/** A nest that is over sooner is not worth waking threads for. */
const SHARED = 60_000;

/** Instructions that are worth another thread. */
const GRAIN = 30_000;

/** Instructions besides which finding the index of a piece by divisions is nothing. */
const PIECE = 400;

/** Enough pieces to give every thread a fair share. */
const PIECES = 64;

/**
 * Writes loops over an index space, the pieces of which threads share if it is large. `starts` gives where each walk
 * begins, in the function that the loops stand in; `body` gets where the walks are. Indices may run in any order.
 */
export function sharedNest(
  context: KernelContext,
  nest: Nest,
  starts: (context: KernelContext) => readonly Scalar[],
  body: (context: KernelContext, at: readonly Scalar[]) => void,
): void {
  const size = sizeOf(nest.shape);
  if (size === 0) return;
  const { work } = nest;
  const { shape, strides } = mergeAxes(
    nest.shape,
    nest.strides.map((list) => ({ offset: 0, strides: list })),
  );
  if (shape.length === 0 || size * work < SHARED) {
    loopNest(context.f, shape, strides, localsOf(context.f, starts(context)), (at) => body(context, at));
    return;
  }
  let outer = 1;
  let pieces = shape[0]!;
  while (outer < shape.length && pieces < PIECES && ((size / pieces) * work) / shape[outer]! > PIECE) {
    pieces *= shape[outer++]!;
  }
  const each = (size / pieces) * work;
  context.parallel({ count: pieces, grain: Math.max(1, Math.ceil(GRAIN / each)) }, (inner, begin, end) => {
    const { f } = inner;
    const origins = localsOf(f, starts(inner));
    const innerStrides = strides.map((list) => list.slice(outer));
    f.for({ from: begin, to: end }, (piece) => {
      const at = pieceOffsets(f, piece, shape.slice(0, outer), strides, origins);
      loopNest(f, shape.slice(outer), innerStrides, at, (offsets) => body(inner, offsets));
    });
  });
}

function localsOf(f: FunctionBuilder, values: readonly Scalar[]): readonly Local<"i32">[] {
  return values.map((value) => f.let(value));
}

/** Where each walk stands at the index that has this number in row-major order. */
function pieceOffsets(
  f: FunctionBuilder,
  piece: Local<"i32">,
  shape: Shape,
  strides: readonly (readonly number[])[],
  origins: readonly Scalar[],
): readonly Scalar[] {
  const at = origins.map((origin) => f.let(origin));
  let rest = piece;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = i32.const(shape[axis]!);
    const index = axis === 0 ? rest : f.let(i32.remU(rest, size));
    at.forEach((offset, i) => {
      const stride = strides[i]![axis]!;
      if (stride !== 0) f.set(offset, i32.add(offset, i32.mul(index, i32.const(stride))));
    });
    if (axis > 0) rest = f.let(i32.divU(rest, size));
  }
  return at;
}
