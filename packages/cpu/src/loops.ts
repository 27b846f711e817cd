import { allocate, type ShapedArray, type TypedArray } from "@hyrax/core";
import { bigints, doublesReader, doublesWriter } from "./doubles.js";
import type { Kernel } from "./kernel.js";

export type UnaryKernel = Kernel<readonly [TypedArray]>;
export type BinaryKernel = Kernel<readonly [TypedArray, TypedArray]>;
export type TernaryKernel = Kernel<readonly [TypedArray, TypedArray, TypedArray]>;

/** Loops over the first `n` elements of blocks of doubles. */
export type Loop1 = (x: Float64Array, out: Float64Array, n: number) => void;
export type Loop2 = (x: Float64Array, y: Float64Array, out: Float64Array, n: number) => void;
export type Loop3 = (x: Float64Array, y: Float64Array, z: Float64Array, out: Float64Array, n: number) => void;

/** A function as a loop. The loop is shared, so the call is not inlined: cheap functions deserve loops of their own. */
export function each1(f: (x: number) => number): Loop1 {
  return (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = f(x[i]!);
  };
}

export function each2(f: (x: number, y: number) => number): Loop2 {
  return (x, y, out, n) => {
    for (let i = 0; i < n; i++) out[i] = f(x[i]!, y[i]!);
  };
}

export function each3(f: (x: number, y: number, z: number) => number): Loop3 {
  return (x, y, z, out, n) => {
    for (let i = 0; i < n; i++) out[i] = f(x[i]!, y[i]!, z[i]!);
  };
}

// Arrays are computed by in blocks that stay in the fastest cache. Kernels are not interrupted, so all share these.
const BLOCK = 1024;
const blocks = [0, 1, 2].map(() => new Float64Array(BLOCK)) as [Float64Array, Float64Array, Float64Array];
const block = new Float64Array(BLOCK);

/** Brings the elements from `start` on into a block. */
type FillBlock = (x: TypedArray, start: number, n: number, block: Float64Array) => void;

/** A scalar goes with every element: its one value fills the block, once. */
function blockFiller(aval: ShapedArray, size: number): FillBlock {
  const read = doublesReader(aval.dtype);
  if (aval.size === size) return (x, start, n, to) => read(x, start, n, to, 0);
  return (x, start, n, to) => {
    if (start > 0) return;
    read(x, 0, 1, to, 0);
    to.fill(to[0]!, 1, n);
  };
}

/** The kernel of an elementwise operation of one input that computes in doubles. */
export function doubles1(loop: Loop1, x: ShapedArray, out: ShapedArray): UnaryKernel {
  const read = doublesReader(x.dtype);
  const write = doublesWriter(out.dtype);
  const { dtype, size } = out;
  const [a] = blocks;
  return ([input]) => {
    const result = allocate(dtype, size);
    for (let start = 0; start < size; start += BLOCK) {
      const n = Math.min(BLOCK, size - start);
      read(input, start, n, a, 0);
      loop(a, block, n);
      write(block, 0, n, result, start);
    }
    return [result];
  };
}

/** The kernel of an elementwise operation of two inputs that computes in doubles. */
export function doubles2(loop: Loop2, inputs: readonly [ShapedArray, ShapedArray], out: ShapedArray): BinaryKernel {
  const { dtype, size } = out;
  const fillX = blockFiller(inputs[0], size);
  const fillY = blockFiller(inputs[1], size);
  const write = doublesWriter(dtype);
  const [a, b] = blocks;
  return ([x, y]) => {
    const result = allocate(dtype, size);
    for (let start = 0; start < size; start += BLOCK) {
      const n = Math.min(BLOCK, size - start);
      fillX(x, start, n, a);
      fillY(y, start, n, b);
      loop(a, b, block, n);
      write(block, 0, n, result, start);
    }
    return [result];
  };
}

/** The kernel of an elementwise operation of three inputs that computes in doubles. */
export function doubles3(
  loop: Loop3,
  inputs: readonly [ShapedArray, ShapedArray, ShapedArray],
  out: ShapedArray,
): TernaryKernel {
  const { dtype, size } = out;
  const fillX = blockFiller(inputs[0], size);
  const fillY = blockFiller(inputs[1], size);
  const fillZ = blockFiller(inputs[2], size);
  const write = doublesWriter(dtype);
  const [a, b, c] = blocks;
  return ([x, y, z]) => {
    const result = allocate(dtype, size);
    for (let start = 0; start < size; start += BLOCK) {
      const n = Math.min(BLOCK, size - start);
      fillX(x, start, n, a);
      fillY(y, start, n, b);
      fillZ(z, start, n, c);
      loop(a, b, c, block, n);
      write(block, 0, n, result, start);
    }
    return [result];
  };
}

/** What an operation does to 64-bit integers; storing wraps the result. A comparison gives 0 or 1. */
export type Wide = (...elements: bigint[]) => bigint | number;

/** The kernel of an elementwise operation on 64-bit integers. */
export function wide(f: Wide, inputs: readonly ShapedArray[], out: ShapedArray): Kernel {
  const { dtype, size } = out;
  const steps = inputs.map((x) => (x.size === size ? 1 : 0));
  return (xs) => {
    const result = allocate(dtype, size);
    const sources = xs.map(bigints);
    const elements = new Array<bigint>(sources.length);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < sources.length; k++) elements[k] = sources[k]![i * steps[k]!]!;
      // Which of bigint and number the storage takes follows from the dtype of the result.
      (result as Record<number, number | bigint>)[i] = f(...elements);
    }
    return [result];
  };
}
