import { allocate, type ShapedArray, shapedArray, type TypedArray } from "@hyrax/core";
import type { BinaryKernel, UnaryKernel } from "../loops.js";
import { partsOf } from "./loops.js";

/** The real parts (`part` 0) or the imaginary ones (1) of complex elements. */
export function takePart(part: 0 | 1, { dtype, size }: ShapedArray): UnaryKernel {
  return ([x]) => {
    const from = partsOf(x);
    const result = allocate(dtype, size);
    for (let i = 0; i < size; i++) result[i] = from[2 * i + part]!;
    return [result];
  };
}

const doublesAt = (part: 0 | 1) => (x: TypedArray) => {
  const from = partsOf(x);
  return Float64Array.from({ length: from.length / 2 }, (_, i) => from[2 * i + part]!);
};

/** The real parts as doubles. */
export const realParts = doublesAt(0);

/** The imaginary parts as doubles. */
export const imaginaryParts = doublesAt(1);

/** Complex elements from real and imaginary parts, of which scalars go with every element. */
export function fromParts(inputs: readonly [ShapedArray, ShapedArray], { dtype, size }: ShapedArray): BinaryKernel {
  const [reStep, imStep] = inputs.map((x) => (x.size === size ? 1 : 0)) as [number, number];
  return ([re, im]) => {
    const [from, beside] = [partsOf(re), partsOf(im)];
    const result = allocate(dtype, size);
    for (let i = 0; i < size; i++) {
      result[2 * i] = from[i * reStep]!;
      result[2 * i + 1] = beside[i * imStep]!;
    }
    return [result];
  };
}

/** Real numbers as complex ones. */
export function fromReal({ dtype, size }: ShapedArray): UnaryKernel {
  return ([x]) => {
    const from = partsOf(x);
    const result = allocate(dtype, size);
    for (let i = 0; i < size; i++) result[2 * i] = from[i]!;
    return [result];
  };
}

/** The same numbers with parts of another precision. */
export function rounded({ dtype, size }: ShapedArray): UnaryKernel {
  return ([x]) => {
    const result = allocate(dtype, size);
    partsOf(result).set(partsOf(x));
    return [result];
  };
}

/**
 * An operation that is linear in both its inputs, of complex ones, by that on real ones: (a + ib)(c + id) is ac − bd + i(ad + bc).
 * The parts are computed with in double precision and rounded once.
 */
export function bilinear(
  [x, y]: readonly [ShapedArray, ShapedArray],
  out: ShapedArray,
  real: (inputs: readonly [ShapedArray, ShapedArray], outs: readonly ShapedArray[]) => BinaryKernel,
): BinaryKernel {
  const doubles = (aval: ShapedArray) => shapedArray(aval.shape, "float64");
  const product = real([doubles(x), doubles(y)], [doubles(out)]);
  return ([left, right]) => {
    const [a, b] = [realParts(left), imaginaryParts(left)];
    const [c, d] = [realParts(right), imaginaryParts(right)];
    const times = (p: Float64Array, q: Float64Array) => partsOf(product([p, q])[0]!);
    const [ac, bd, ad, bc] = [times(a, c), times(b, d), times(a, d), times(b, c)];
    const result = allocate(out.dtype, out.size);
    for (let i = 0; i < out.size; i++) {
      result[2 * i] = ac[i]! - bd[i]!;
      result[2 * i + 1] = ad[i]! + bc[i]!;
    }
    return [result];
  };
}
