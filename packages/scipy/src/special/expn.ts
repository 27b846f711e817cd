import type { ArrayLike, DType, Array as NDArray } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** More than the digits of float64 need, where x ≤ 1: the terms are below 1 / m!. */
const seriesTerms = 20;

/**
 * (−x)^(n−1) (ψ(n) − log x) / (n − 1)! − Σ (−x)^m / ((m − n + 1) m!) over m ≥ 0 but n − 1, for x ≤ 1.
 * Source: Abramowitz and Stegun, 5.1.12.
 */
function series(n: NDArray, x: NDArray): NDArray {
  const factor = np.exp(np.log(x).mul(n.sub(1)).sub(special.lgamma(n)));
  const odd = n.mod(2).equal(0);
  const leading = np.where(odd, factor.neg(), factor).mul(special.digamma(n).sub(np.log(x)));
  let power = np.onesLike(x);
  let sum = np.zerosLike(x);
  for (let m = 0; m < seriesTerms; m++) {
    const divisor = np.subtract(m + 1, n);
    sum = sum.add(np.where(divisor.equal(0), 0, power.div(np.where(divisor.equal(0), 1, divisor))));
    power = power.mul(x).div(-(m + 1));
  }
  return leading.sub(sum);
}

/** The most steps of the fraction, which at x = 1 needs the most of them: about 40 for the digits of float64. */
const fractionSteps = 80;

/**
 * exp(−x) / (x + n − 1 · n / (x + n + 2 − 2 (n + 1) / (x + n + 4 − …))), for x > 1, from the inside out.
 * Source: Press et al., "Numerical recipes", 3rd edition, section 6.3.
 */
function continuedFraction(n: NDArray, x: NDArray): NDArray {
  const base = x.add(n);
  const dtype = base.dtype as DType;
  const step = (i: NDArray, below: NDArray) => {
    const k = np.subtract(fractionSteps, i).astype(dtype);
    return base.add(k.mul(2).sub(2)).sub(k.mul(n.add(k).sub(1)).div(below));
  };
  const whole = lax.foriLoop(0, fractionSteps, step, base.add(2 * fractionSteps));
  return np.exp(x.neg()).div(whole);
}

function generalised(n: NDArray, x: NDArray): NDArray {
  const small = np.lessEqual(x, 1);
  const [atSmall, atLarge] = [np.where(np.logicalAnd(small, x.greater(0)), x, 0.5), np.where(small, 2, x)];
  const order = np.maximum(n, 1);
  const value = np.where(small, series(order, atSmall), continuedFraction(order, atLarge));
  const orderZero = np.exp(x.neg()).div(x);
  const atZero = np.where(n.less(2), Number.POSITIVE_INFINITY, np.reciprocal(n.sub(1)));
  const inside = np.where(x.equal(0), atZero, np.where(n.equal(0), orderZero, value));
  return np.where(np.logicalOr(n.less(0), x.less(0)), Number.NaN, inside);
}

const expnOf: (n: NDArray, x: NDArray) => NDArray = np.withDerivative(
  "expn",
  (n: NDArray, x: NDArray) => generalised(n, x),
  ([n, x], [, dx], result) =>
    dx.neg().mul(np.where(n.greater(0), expnOf(np.maximum(n.sub(1), 0), x), belowZero(n, x, result))),
);

/** The function of order n − 1 from that of order n, by which the derivative of order 0 has an end. Source: Abramowitz and
 * Stegun, 5.1.14. */
function belowZero(n: NDArray, x: NDArray, value: NDArray): NDArray {
  return np.exp(x.neg()).add(np.subtract(1, n).mul(value)).div(x);
}

/**
 * The generalised exponential integral ∫₁^∞ exp(−x t) / t^n dt for integers n ≥ 0 and x ≥ 0; NaN elsewhere. There is no derivative
 * by n. Integers become floats.
 */
export function expn(n: ArrayLike, x: ArrayLike): NDArray {
  const [order, array] = np.promoteInexact("expn", n, x);
  return expnOf(lax.stopGradient(order), array);
}

/** The exponential integral ∫ₓ^∞ exp(−t) / t dt for x ≥ 0; NaN below. Integers become floats. */
export function exp1(x: ArrayLike): NDArray {
  return expn(1, x);
}
