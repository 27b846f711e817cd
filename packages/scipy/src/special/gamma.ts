import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";

/** log |Γ(x)|. Integers become floats. */
export function gammaln(x: ArrayLike): NDArray {
  return special.lgamma(...np.promoteInexact("gammaln", x));
}

/** log Γ(x) for x > 0, NaN elsewhere. Integers become floats. */
export function loggamma(x: ArrayLike): NDArray {
  const [array] = np.promoteInexact("loggamma", x);
  return np.where(array.greater(0), special.lgamma(array), Number.NaN);
}

/** The sign of Γ(x): ±1, with that of x at ±0, and NaN at its poles. Integers become floats. */
export function gammasgn(x: ArrayLike): NDArray {
  const [array] = np.promoteInexact("gammasgn", x);
  const [negative, floor] = [array.less(0), np.floor(array)];
  const pole = np.logicalOr(np.logicalAnd(negative, array.equal(floor)), np.isnan(array));
  const odd = np.logicalAnd(negative, floor.mod(2).notEqual(0));
  const minusZero = np.logicalAnd(array.equal(0), np.signbit(array));
  const sign = np.where(np.logicalOr(odd, minusZero), -1, np.onesLike(array));
  return np.where(pole, Number.NaN, sign);
}

/** The gamma function ∫₀^∞ t^(x−1) exp(−t) dt, continued to x < 0; NaN at its poles. Integers become floats. */
export function gamma(x: ArrayLike): NDArray {
  const [array] = np.promoteInexact("gamma", x);
  return gammasgn(array).mul(np.exp(special.lgamma(array)));
}

/** The derivative of log Γ(x). Integers become floats. */
export function digamma(x: ArrayLike): NDArray {
  return special.digamma(...np.promoteInexact("digamma", x));
}

/** The n-th derivative of digamma(x), for integers n ≥ 0. Throws a `TypeError` if n is no integer. */
export function polygamma(n: ArrayLike, x: ArrayLike): NDArray {
  const whole = typeof n === "number" ? Number.isInteger(n) : np.issubdtype(np.resultType(n), np.integer);
  if (!whole) throw new TypeError(`polygamma: the order must be an integer, found ${np.toArray(n, "polygamma").aval}`);
  return special.polygamma(...np.promoteInexact("polygamma", n, x));
}

/** The regularised lower incomplete gamma function P(a, x) = ∫₀ˣ t^(a−1) exp(−t) dt / Γ(a). Integers become floats. */
export function gammainc(a: ArrayLike, x: ArrayLike): NDArray {
  return special.igamma(...np.promoteInexact("gammainc", a, x));
}

/** The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x). Integers become floats. */
export function gammaincc(a: ArrayLike, x: ArrayLike): NDArray {
  return special.igammac(...np.promoteInexact("gammaincc", a, x));
}

/**
 * The logarithm of the multivariate gamma function of dimension d:
 * log π d (d − 1) / 4 + Σ log Γ(a − j / 2) over j from 0 to d − 1. Integers become floats.
 * Throws a `TypeError` unless d is a number, a positive integer.
 */
export function multigammaln(a: ArrayLike, d: number): NDArray {
  if (!Number.isInteger(d) || d < 1) {
    throw new TypeError(`multigammaln: the dimension is a number, a positive integer; found ${String(d)}`);
  }
  const [array] = np.promoteInexact("multigammaln", a);
  const halves = np.arange(d, undefined, undefined, { dtype: "float32" }).div(2).astype(np.resultType(array));
  const terms = special.lgamma(np.subtract(np.expandDims(array, -1), halves));
  return np.sum(terms, { axis: -1 }).add(0.25 * d * (d - 1) * Math.log(Math.PI));
}

/** n! = Γ(n + 1), and 0 below 0, as floats. */
export function factorial(n: ArrayLike): NDArray {
  const [array] = np.promoteInexact("factorial", n);
  return np.where(array.less(0), 0, np.exp(special.lgamma(array.add(1))));
}

const pochOf = np.withDerivative(
  "poch",
  (z: NDArray, m: NDArray) => np.where(m.equal(0), 1, gamma(z.add(m)).div(gamma(z))),
  ([z, m], [dz, dm], result) => {
    const atSum = special.digamma(z.add(m));
    return result.mul(dz.mul(atSum.sub(special.digamma(z))).add(dm.mul(atSum)));
  },
);

/** Pochhammer's symbol Γ(z + m) / Γ(z), the rising factorial. Integers become floats. */
export function poch(z: ArrayLike, m: ArrayLike): NDArray {
  return pochOf(...np.promoteInexact("poch", z, m));
}
