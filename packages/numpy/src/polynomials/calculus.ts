import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { broadcastArray } from "../broadcast.js";
import { toArrayOf } from "../convert.js";
import { divide, multiply } from "../elementwise/arithmetic.js";
import { concatenate } from "../joining.js";
import { inexact } from "../promote.js";
import { atleast1d } from "../shape.js";
import { sliceAxis } from "../slices.js";

/** Options of `polyder`. */
export interface DerivativeOptions {
  /** The order of the derivative, 1 if not given. */
  readonly m?: number;
}

/** Options of `polyint`. */
export interface IntegralOptions {
  /** How often to integrate, once if not given. */
  readonly m?: number;
  /** The constants of integration, one for all or one for each time; 0 if not given. */
  readonly k?: ArrayLike;
}

function requireOrder(name: string, m: number): void {
  if (!Number.isInteger(m) || m < 0) throw new TypeError(`${name}: m must be an integer of zero or more, found ${m}`);
}

/** power · (power − 1) ⋯ of m factors: what m derivatives multiply a power by. */
function fallingFactorial(power: number, m: number): number {
  let product = 1;
  for (let i = 0; i < m; i++) product *= Math.max(1, power - i);
  return product;
}

/** The m-th derivative of a polynomial, whose coefficients come with the highest power first. */
export function polyder(p: ArrayLike, options: DerivativeOptions = {}): NDArray {
  requireOptions("polyder", options, ["m"]);
  const { m = 1 } = options;
  requireOrder("polyder", m);
  const coefficients = inexact(p, "polyder");
  const size = Math.max(coefficients.size - m, 0);
  const factors = Array.from({ length: size }, (_, i) => fallingFactorial(coefficients.size - 1 - i, m));
  return multiply(sliceAxis(coefficients, 0, 0, size), toArrayOf(factors, coefficients.dtype, "polyder"));
}

/** The m-th integral of a polynomial, whose coefficients come with the highest power first. */
export function polyint(p: ArrayLike, options: IntegralOptions = {}): NDArray {
  requireOptions("polyint", options, ["m", "k"]);
  const { m = 1, k = 0 } = options;
  requireOrder("polyint", m);
  const coefficients = inexact(p, "polyint");
  const constants = atleast1d(toArrayOf(k, coefficients.dtype, "polyint")) as NDArray;
  if (constants.ndim !== 1 || (constants.size !== 1 && constants.size !== m)) {
    throw new TypeError(`polyint: needs one constant, or ${m}, found the shape [${constants.shape.join(", ")}]`);
  }
  if (m === 0) return coefficients;
  const all = concatenate([coefficients, broadcastArray(constants, [m])], { axis: 0 });
  const factors = Array.from({ length: all.size }, (_, i) => fallingFactorial(all.size - 1 - i, m));
  return divide(all, toArrayOf(factors, coefficients.dtype, "polyint"));
}
