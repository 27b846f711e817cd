import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";
import { floatOf } from "./float-of.js";
import { horner, type Rational, rational } from "./horner.js";

/** The distribution function of the standard normal, of float32 or float64: the probability of numbers below x. */
export function ndtr(x: ArrayLike): NDArray {
  return distribution(floatOf("ndtr", x));
}

/** By erf around 0 and erfc away from it, where each is accurate. */
function distribution(x: NDArray): NDArray {
  const w = x.mul(Math.SQRT1_2);
  const distance = np.abs(w);
  const tail = special.erfc(distance);
  const beyond = np.where(w.greater(0), np.subtract(2, tail), tail);
  return np.where(distance.less(Math.SQRT1_2), special.erf(w).add(1), beyond).mul(0.5);
}

const logRoot = 0.5 * Math.log(2 * Math.PI);

/** log of the density of the standard normal. */
function logDensity(x: NDArray): NDArray {
  return np.square(x).mul(-0.5).sub(logRoot);
}

// Rational approximations of the quantile of the standard normal, highest power first. Source: Moshier, Cephes, ndtri.c.
/** In (p − ½)², for exp(−2) < p < 1 − exp(−2). */
const central: Rational = {
  p: [
    -5.99633501014107895267e1, 9.80010754185999661536e1, -5.66762857469070293439e1, 1.39312609387279679503e1,
    -1.23916583867381258016,
  ],
  q: [
    1, 1.95448858338141759834, 4.67627912898881538453, 8.63602421390890590575e1, -2.25462687854119370527e2,
    2.00260212380060660359e2, -8.20372256168333339912e1, 1.59056225126211695515e1, -1.18331621121330003142,
  ],
};
/** In 1 / z with z = √(−2 log p), for 2 ≤ z < 8. */
const tail: Rational = {
  p: [
    4.05544892305962419923, 3.15251094599893866154e1, 5.71628192246421288162e1, 4.408050738932008347e1,
    1.46849561928858024014e1, 2.18663306850790267539, -1.40256079171354495875e-1, -3.50424626827848203418e-2,
    -8.57456785154685413611e-4,
  ],
  q: [
    1, 1.57799883256466749731e1, 4.53907635128879210584e1, 4.1317203825467203044e1, 1.50425385692907503408e1,
    2.50464946208309415979, -1.42182922854787788574e-1, -3.80806407691578277194e-2, -9.33259480895457427372e-4,
  ],
};
/** In 1 / z, for 8 ≤ z < 64. */
const farTail: Rational = {
  p: [
    3.2377489177694603597, 6.91522889068984211695, 3.93881025292474443415, 1.33303460815807542389,
    2.01485389549179081538e-1, 1.23716634817820021358e-2, 3.01581553508235416007e-4, 2.65806974686737550832e-6,
    6.2397453918498329373e-9,
  ],
  q: [
    1, 6.02427039364742014255, 3.67983563856160859403, 1.37702099489081330271, 2.1623699359449663589e-1,
    1.34204006088543189037e-2, 3.28014464682127739104e-4, 2.89247864745380683936e-6, 6.79019408009981274425e-9,
  ],
};

function quantile(p: NDArray): NDArray {
  const upper = p.greater(-Math.expm1(-2));
  const lesser = np.where(upper, np.subtract(1, p), p);
  const inside = np.where(lesser.equal(0), 0.5, lesser);

  const w = inside.sub(0.5);
  const ww = np.square(w);
  const near = w.add(w.mul(ww).mul(rational(central, ww))).mul(-Math.sqrt(2 * Math.PI));

  const z = np.sqrt(np.log(inside).mul(-2));
  const inverse = np.reciprocal(z);
  const correction = np.where(z.less(8), rational(tail, inverse), rational(farTail, inverse)).mul(inverse);
  const away = z.sub(np.log(z).div(z)).sub(correction);

  const size = np.where(inside.greater(Math.exp(-2)), near, away);
  const value = np.where(upper, size, size.neg());
  const infinite = np.where(p.equal(0), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  return np.where(np.logicalOr(p.equal(0), p.equal(1)), infinite, value);
}

const quantileOf = np.withDerivative("ndtri", quantile, (_, [dp], x) => dp.mul(np.exp(logDensity(x).neg())));

/**
 * The quantile of the standard normal, of float32 or float64: the x for which ndtr(x) = p. ∓∞ at 0 and 1, NaN beyond. Its
 * derivative is 1 / density(x).
 */
export function ndtri(p: ArrayLike): NDArray {
  return quantileOf(floatOf("ndtri", p));
}

/** Options of `logNdtr`. */
export interface LogNdtrOptions {
  /** How many terms of the asymptotic series to take far below zero, from 0 to 30; 3 by default. */
  readonly seriesOrder?: number;
}

/** Where log ndtr(x) is taken from the asymptotic series, and where from the other tail. */
const segments = { float32: [-10, 5], float64: [-20, 8] } as const;

/**
 * log ndtr(x), of float32 or float64, accurate in both tails. Its derivative is density(x) / ndtr(x), taken between logarithms.
 * Throws a `TypeError` for a series order that is no integer from 0 to 30.
 */
export function logNdtr(x: ArrayLike, options: LogNdtrOptions = {}): NDArray {
  requireOptions("logNdtr", options, ["seriesOrder"]);
  const { seriesOrder = 3 } = options;
  if (!Number.isInteger(seriesOrder) || seriesOrder < 0 || seriesOrder > 30) {
    throw new TypeError(`logNdtr: the series order is an integer from 0 to 30, found ${String(seriesOrder)}`);
  }
  const array = floatOf("logNdtr", x);
  return np.withDerivative(
    "log_ndtr",
    (x: NDArray) => logDistribution(x, seriesOrder),
    ([x], [dx], result) => dx.mul(np.exp(logDensity(x).sub(result))),
  )(array);
}

function logDistribution(x: NDArray, seriesOrder: number): NDArray {
  const [lower, upper] = segments[x.dtype === "float64" ? "float64" : "float32"];
  const above = x.greater(upper);
  // Above, log(1 − ndtr(−x)) is −ndtr(−x) to full accuracy.
  const probability = distribution(np.where(above, x.neg(), np.maximum(x, lower)));
  const below = logTail(np.minimum(x, lower), seriesOrder);
  return np.where(above, probability.neg(), np.where(x.greater(lower), np.log(probability), below));
}

/** log(density(x) / −x (1 − 1/x² + 3/x⁴ − 15/x⁶ + …)): Abramowitz and Stegun, 26.2.12. */
function logTail(x: NDArray, order: number): NDArray {
  const coefficients = [1];
  for (let n = 1; n <= order; n++) coefficients.unshift(-(2 * n - 1) * (coefficients[0] as number));
  const first = logDensity(x).sub(np.log(x.neg()));
  return order === 0 ? first : first.add(np.log(horner(coefficients, np.reciprocal(np.square(x)))));
}
