import { type Operand, primitive, type ShapedArray } from "@hyrax/core";

type Two = readonly [kernel: ShapedArray, x: ShapedArray];

/**
 * The declaration: a name, and the abstract evaluation, which gives the type of the result or says why the inputs do not
 * fit. Its types are those of the primitive, and every rule is checked against them.
 *
 * Params: the kernel and `x`, both `[...batch, n]` of one floating dtype. Result: `[...batch, n]`.
 */
export const circularConvolve = primitive("circular_convolve", ([kernel, x]: Two) => {
  if (kernel.dtype !== x.dtype || (x.dtype !== "float32" && x.dtype !== "float64")) {
    throw new TypeError(
      `circularConvolve: takes two arrays of float32 or of float64, found ${kernel} and ${x}; convert one with astype`,
    );
  }
  if (x.shape.length === 0 || kernel.shape.join() !== x.shape.join()) {
    throw new TypeError(`circularConvolve: the shapes must be the same [..., n], found ${kernel} and ${x}`);
  }
  return x;
});

/** What the user calls: `y[i] = Σⱼ kernel[(i − j) mod n] x[j]` along the last axis. */
export const circularConvolution = (kernel: Operand, x: Operand) => circularConvolve(kernel, x);
