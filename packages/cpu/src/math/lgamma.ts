import { polynomial } from "./polynomial.js";
import { absSinPi } from "./sin-pi.js";

// The approximations of e_lgamma_r.c in Sun's fdlibm, which FreeBSD's msun carries on.

/** `log Γ(2 - y) + y/2` on [0, 0.27], over y. */
export const NEAR_TWO = [
  7.72156649015328655494e-2, 3.22467033424113591611e-1, 6.73523010531292681824e-2, 2.05808084325167332806e-2,
  7.38555086081402883957e-3, 2.89051383673415629091e-3, 1.19270763183362067845e-3, 5.10069792153511336608e-4,
  2.20862790713908385557e-4, 1.08011567247583939954e-4, 2.52144565451257326939e-5, 4.4864094961891516015e-5,
];

/** The minimum of log Γ: where it is, less 1; its value, in two parts; and `(log Γ - minimum)/y²` on [-0.23, 0.27]. */
const MINIMUM_AT = 1.46163214496836224576 - 1;
const MINIMUM = -1.21486290535849611461e-1;
const MINIMUM_REST = 3.63867699703950536541e-18;
export const NEAR_MINIMUM = [
  4.83836122723810047042e-1, -1.47587722994593911752e-1, 6.46249402391333854778e-2, -3.27885410759859649565e-2,
  1.79706750811820387126e-2, -1.0314224129834143745e-2, 6.10053870246291332635e-3, -3.6845201678113825676e-3,
  2.2596478090061247225e-3, -1.40346469989232843813e-3, 8.81081882437654011382e-4, -5.38595305356740546715e-4,
  3.15632070903625950361e-4, -3.12754168375120860518e-4, 3.35529192635519073543e-4,
];

/** `log Γ(1 + y) + y/2` on [-0.1, 0.2316]. */
export const NEAR_ONE_U = [
  0, -7.72156649015328655494e-2, 6.32827064025093366517e-1, 1.45492250137234768737, 9.77717527963372745603e-1,
  2.28963728064692451092e-1, 1.33810918536787660377e-2,
];
export const NEAR_ONE_V = [
  1, 2.45597793713041134822, 2.12848976379893395361, 7.69285150456672783825e-1, 1.04222645593369134254e-1,
  3.2170924228242391181e-3,
];

/** `log Γ(2 + y) - y/2` on [0, 1]. */
export const TWO_TO_THREE_S = [
  0, -7.72156649015328655494e-2, 2.14982415960608852501e-1, 3.25778796408930981787e-1, 1.46350472652464452805e-1,
  2.6642270303363860956e-2, 1.84028451407337715652e-3, 3.19475326584100867617e-5,
];
export const TWO_TO_THREE_R = [
  1, 1.39200533467621045958, 7.21935547567138069525e-1, 1.71933865632803078993e-1, 1.86459191715652901344e-2,
  7.77942496381893596434e-4, 7.32668430744625636189e-6,
];

/** `log Γ(x) - (x - ½)(log x - 1)` on [8, ∞): a constant, and odd powers of 1/x. */
const STIRLING_CONSTANT = 4.18938533204672725052e-1;
export const LGAMMA_STIRLING = [
  8.33333333333329678849e-2, -2.7777777772877553647e-3, 7.936505586430195585e-4, -5.95187557450339963135e-4,
  8.36339918996282139126e-4, -1.63092934096575273989e-3,
];

/** `log Γ(1 + y)` on [-0.1, 1], accurate relative to itself also next to its zeros at 0 and 1. */
export function lgamma1p(y: number): number {
  if (y < 0.2316) return polynomial(y, NEAR_ONE_U) / polynomial(y, NEAR_ONE_V) - 0.5 * y;
  if (y < 0.7316) {
    const t = y - MINIMUM_AT;
    return MINIMUM + (t * t * polynomial(t, NEAR_MINIMUM) + MINIMUM_REST);
  }
  const t = 1 - y;
  return t * polynomial(t, NEAR_TWO) - 0.5 * t;
}

function positive(x: number): number {
  if (x < 2 ** -70) return -Math.log(x);
  if (x < 0.9) return lgamma1p(x) - Math.log(x);
  if (x <= 2) return lgamma1p(x - 1);
  if (x < 8) {
    const y = x - Math.floor(x);
    // Γ(x) = (x - 1)(x - 2)…(2 + y)·Γ(2 + y).
    let product = 1;
    for (let factor = 2 + y; factor < x - 0.5; factor++) product *= factor;
    return 0.5 * y + polynomial(y, TWO_TO_THREE_S) / polynomial(y, TWO_TO_THREE_R) + Math.log(product);
  }
  if (x < 2 ** 58) {
    const z = 1 / x;
    return (x - 0.5) * (Math.log(x) - 1) + (STIRLING_CONSTANT + z * polynomial(z * z, LGAMMA_STIRLING));
  }
  return x * (Math.log(x) - 1);
}

/**
 * `log |Γ(x)|`, within 2 ulp for x > 0 (fdlibm, e_lgamma_r.c); for x < 0, by reflection, within some 1e-15 of
 * `1 + |log Γ|`, so that digits are lost next to the zeros on the negative axis, as everywhere else.
 * ∞ at ±∞ and at the poles 0, -1, -2, …
 */
export function lgamma(x: number): number {
  if (x > 0) return positive(x);
  if (Number.isNaN(x)) return x;
  if (x > -(2 ** -70)) return -Math.log(-x);
  const sine = absSinPi(x);
  if (!(sine > 0)) return Number.POSITIVE_INFINITY;
  // DLMF 5.5.3: Γ(x)·Γ(-x) = -π/(x·sin πx).
  return Math.log(Math.PI / (sine * -x)) - positive(-x);
}
