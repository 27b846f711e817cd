import { allocate, type ShapedArray, type TypedArray } from "@hyrax/core";
import type { BinaryKernel, UnaryKernel } from "../loops.js";

/** Stored complex elements: the real part of each, and its imaginary part beside it. */
export type Parts = Float32Array | Float64Array;

/** A function of x + iy: it writes the parts of its result, in double precision, into `z`. */
export type ComplexFunction1 = (x: number, y: number, z: Float64Array) => void;

/** A function of a + ib and c + id: it writes the parts of its result into `z`. */
export type ComplexFunction2 = (a: number, b: number, c: number, d: number, z: Float64Array) => void;

/** What a loop fills: the parts of complex elements, or a real element (0 or 1 of a bool) for each complex one. */
type Filled = Parts | Uint8Array;

/** Loops over `n` complex elements; storing a part rounds it. A step is 2, or 0 for a scalar, which goes with every element. */
export type ComplexLoop1 = (x: Parts, out: Filled, n: number) => void;
export type ComplexLoop2 = (x: Parts, y: Parts, out: Filled, n: number, xStep: number, yStep: number) => void;

const z = new Float64Array(2);

export function each1(f: ComplexFunction1): ComplexLoop1 {
  return (x, out, n) => {
    for (let i = 0; i < 2 * n; i += 2) {
      f(x[i]!, x[i + 1]!, z);
      out[i] = z[0]!;
      out[i + 1] = z[1]!;
    }
  };
}

export function each2(f: ComplexFunction2): ComplexLoop2 {
  return (x, y, out, n, xStep, yStep) => {
    for (let i = 0, p = 0, q = 0; i < 2 * n; i += 2, p += xStep, q += yStep) {
      f(x[p]!, x[p + 1]!, y[q]!, y[q + 1]!, z);
      out[i] = z[0]!;
      out[i + 1] = z[1]!;
    }
  };
}

/** A real function of complex elements. */
export function real1(f: (x: number, y: number) => number): ComplexLoop1 {
  return (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = f(x[2 * i]!, x[2 * i + 1]!);
  };
}

/** The parts of an array of a complex dtype: the boundary between `TypedArray` and the two classes that hold them. */
export function partsOf(x: TypedArray): Parts {
  return x as Parts;
}

/** The kernel of an elementwise operation of one complex input. */
export function complex1(loop: ComplexLoop1, { dtype, size }: ShapedArray): UnaryKernel {
  return ([x]) => {
    const result = allocate(dtype, size);
    loop(partsOf(x), partsOf(result), size);
    return [result];
  };
}

/** The kernel of an elementwise operation of two complex inputs. */
export function complex2(
  loop: ComplexLoop2,
  inputs: readonly [ShapedArray, ShapedArray],
  { dtype, size }: ShapedArray,
): BinaryKernel {
  const [xStep, yStep] = inputs.map((x) => (x.size === size ? 2 : 0)) as [number, number];
  return ([x, y]) => {
    const result = allocate(dtype, size);
    loop(partsOf(x), partsOf(y), partsOf(result), size, xStep, yStep);
    return [result];
  };
}
