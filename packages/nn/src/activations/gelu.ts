import { type ArrayLike, type Array as NDArray, requireOptions, scalarArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** Options of `gelu`. */
export interface GeluOptions {
  /** Whether to take the formula with tanh, as by default, rather than the error function. */
  readonly approximate?: boolean;
}

/**
 * The Gaussian error linear unit x Φ(x), where Φ is the distribution function of the standard normal: exactly x erfc(−x/√2) / 2,
 * approximately x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2. Integers become floats.
 * Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016, section 2.
 *
 * @example
 * String(nn.gelu(np.array([-1, 0, 1]), { approximate: false }).round(3)) // [-0.159  0.     0.841]
 */
export function gelu(x: ArrayLike, options: GeluOptions = {}): NDArray {
  requireOptions("gelu", options, ["approximate"]);
  const [array] = np.promoteInexact("gelu", x);
  // Not weak, and so neither is the result: as JAX has it, even of a bare number.
  const constant = (value: number) => scalarArray(value, array.dtype);
  if (options.approximate === false) {
    return array.mul(0.5).mul(lax.erfc(array.neg().mul(constant(Math.SQRT1_2))));
  }
  const inner = array.add(array.pow(3).mul(0.044715)).mul(constant(Math.sqrt(2 / Math.PI)));
  return array.mul(np.tanh(inner).add(1).mul(0.5));
}
