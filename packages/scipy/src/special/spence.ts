import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { floatOf } from "./float-of.js";
import { horner } from "./horner.js";

// −spence(1 + w) / w for |w| ≤ ½, highest power first. Source: Moshier, Cephes, spence.c.
const numerator = [
  4.6512858607399003e-5, 0.007315890452380947, 0.13384763957830903, 0.8796913117545303, 2.7114985119655346,
  4.256971560081218, 3.297713409852251, 1.0,
];
const denominator = [
  0.0006909904889125533, 0.02540437639325444, 0.2829748606025681, 1.4117259775183106, 3.6380053334513707,
  5.03278880143317, 3.547713409852251, 1.0,
];

/** By the reflections that take x into [½, 3/2]. */
function dilogarithm(x: NDArray): NDArray {
  const large = x.greater(1.5);
  const small = x.less(0.5);
  // 1 / x of what is large lies below 2/3, and may be small in its turn.
  const inner = np.where(large, np.reciprocal(x), x);
  const reflected = inner.less(0.5);
  const w = np.where(reflected, inner.neg(), inner.sub(1));
  const near = w.neg().mul(horner(numerator, w)).div(horner(denominator, w));
  const safe = np.where(np.logicalOr(inner.equal(0), inner.equal(1)), 0.25, inner);
  const far = np.subtract(Math.PI ** 2 / 6, np.log(safe).mul(np.log1p(safe.neg()))).sub(near);
  const value = np.where(reflected, np.where(inner.equal(0), Math.PI ** 2 / 6, far), near);
  const logarithm = np.log(np.where(np.logicalOr(small, x.lessEqual(0)), 1, x));
  const whole = np.where(large, np.square(logarithm).mul(-0.5).sub(value), value);
  return np.where(x.less(0), Number.NaN, whole);
}

// log x / (1 − x), which is −1 at 1.
const spenceOf = np.withDerivative("spence", dilogarithm, ([x], [dx]) => {
  const one = x.equal(1);
  return dx.mul(np.where(one, -1, np.log(x).div(np.subtract(1, np.where(one, 0, x)))));
});

/** Spence's function −∫₁ˣ log t / (t − 1) dt, of float32 or float64; NaN below 0. */
export function spence(x: ArrayLike): NDArray {
  return spenceOf(floatOf("spence", x));
}
