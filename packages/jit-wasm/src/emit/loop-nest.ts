import type { Shape } from "@hyrax/core";
import type { Access } from "@hyrax/jit";
import { type Expr, type FunctionBuilder, i32, type Local } from "../assembler/index.js";

type Scalar = Expr<"i32">;

/** An index space whose accesses have had adjacent axes merged wherever all of them walk those evenly. */
export interface MergedSpace {
  readonly shape: Shape;
  /** The strides of each access along the merged axes, in the order of the accesses. */
  readonly strides: readonly (readonly number[])[];
}

/** Merges axes `i` and `i + 1` where every access walks them as one; `boundaries` are axes before which nothing merges. */
export function mergeAxes(shape: Shape, accesses: readonly Access[], boundaries: readonly number[] = []): MergedSpace {
  const merged: { size: number; strides: number[] }[] = [];
  shape.forEach((size, axis) => {
    if (size === 1 && !boundaries.includes(axis)) return;
    const strides = accesses.map((access) => access.strides[axis] as number);
    const last = merged.at(-1);
    if (
      last !== undefined &&
      !boundaries.includes(axis) &&
      last.strides.every((outer, i) => outer === strides[i]! * size)
    ) {
      last.size *= size;
      last.strides = strides;
    } else {
      merged.push({ size, strides });
    }
  });
  return {
    shape: merged.map(({ size }) => size),
    strides: accesses.map((_, i) => merged.map(({ strides }) => strides[i]!)),
  };
}

/**
 * Writes loops over `shape`, the first axis outermost; `body` gets, for each list of strides (in bytes), the offset of
 * the current index. Offsets are carried from iteration to iteration, one addition for each access and axis.
 */
export function loopNest(
  f: FunctionBuilder,
  shape: Shape,
  strides: readonly (readonly number[])[],
  starts: readonly Scalar[],
  body: (offsets: readonly Scalar[]) => void,
): void {
  const [size, ...inner] = shape;
  if (size === undefined) {
    body(starts);
    return;
  }
  const innerStrides = strides.map((list) => list.slice(1));
  if (size === 1) {
    loopNest(f, inner, innerStrides, starts, body);
    return;
  }
  const offsets = starts.map((start, i): Scalar => (strides[i]![0] === 0 ? start : f.let(start)));
  f.for({ from: i32.const(0), to: i32.const(size) }, () => {
    loopNest(f, inner, innerStrides, offsets, body);
    offsets.forEach((offset, i) => {
      const stride = strides[i]![0]!;
      // Offsets that move were just made variables.
      if (stride !== 0) f.set(offset as Local<"i32">, i32.add(offset, i32.const(stride)));
    });
  });
}

/** An address a constant number of bytes further on. */
export function plus(address: Scalar, bytes: number): Scalar {
  return bytes === 0 ? address : i32.add(address, i32.const(bytes));
}
