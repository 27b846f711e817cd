import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";

/** How many terms of the sum stand for themselves before the integral stands for the rest. */
const summed = 16;

/** (2j)! / B₂ⱼ for j from 1: Bernoulli's numbers as they stand in Euler's and Maclaurin's formula. */
const divisors = [12, -720, 30240, -1209600, 47900160, -1307674368000 / 691, 74724249600, -10670622842880000 / 3617];

/**
 * ∂ζ(s, q)/∂s, term by term from Σ (q + k)^(−s) + w^(1−s) / (s − 1) + w^(−s) (½ + Σ s (s + 1) … (s + 2j − 2) B₂ⱼ / (2j)! w^(1−2j)), where
 * w = q + n. Source: Johansson, "Rigorous high-precision computation of the Hurwitz zeta function", 2015, equation 5.
 */
function derivativeByExponent(s: NDArray, q: NDArray): NDArray {
  const term = (base: NDArray) => np.exp(np.log(base).mul(s).neg());
  let sum = np.zerosLike(s.add(q));
  for (let k = 0; k < summed; k++) {
    const base = q.add(k);
    sum = sum.sub(np.log(base).mul(term(base)));
  }
  const w = q.add(summed);
  const [last, logarithm] = [term(w), np.log(w)];
  const integral = last.mul(w).div(s.sub(1));
  sum = sum.sub(integral.mul(logarithm.add(np.reciprocal(s.sub(1))))).sub(last.mul(logarithm).mul(0.5));
  // s (s + 1) … (s + 2j − 2) w^(1−2j), and the derivative of its logarithm.
  let product = s.mul(last).div(w);
  let slope = np.reciprocal(s);
  divisors.forEach((divisor, i) => {
    sum = sum.add(product.mul(slope.sub(logarithm)).div(divisor));
    for (const step of [2 * i + 1, 2 * i + 2]) {
      product = product.mul(s.add(step)).div(w);
      slope = slope.add(np.reciprocal(s.add(step)));
    }
  });
  return sum;
}

const zetaOf: (s: NDArray, q: NDArray) => NDArray = np.withDerivative(
  "zeta",
  (s: NDArray, q: NDArray) => special.zeta(s, q),
  ([s, q], [ds, dq]) => ds.mul(derivativeByExponent(s, q)).sub(dq.mul(s).mul(zetaOf(s.add(1), q))),
);

/** The Hurwitz zeta function Σ (k + q)^(−x) over k ≥ 0, for x > 1. Integers become floats. */
export function zeta(x: ArrayLike, q: ArrayLike): NDArray {
  return zetaOf(...np.promoteInexact("zeta", x, q));
}
