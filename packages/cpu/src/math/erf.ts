import { polynomial } from "./polynomial.js";

// The approximations of s_erf.c in Sun's fdlibm, which FreeBSD's msun carries on: a rational function on each piece.
const { abs, exp, fround } = Math;

/** `erf(x)/x - 1` on [0, 0.84375], in x². */
const NEAR_ZERO_P = [
  1.28379167095512558561e-1, -3.2504210724700149937e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3,
  -2.37630166566501626084e-5,
];
const NEAR_ZERO_Q = [
  1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3, 1.32494738004321644526e-4,
  -3.9602282787753681232e-6,
];

/** `erf(1 + s) - NEAR_ONE` on [0.84375, 1.25], in s; the constant has 24 bits, so that `1 - NEAR_ONE` is exact. */
const NEAR_ONE = 8.45062911510467529297e-1;
const NEAR_ONE_P = [
  -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1,
  -1.10894694282396677476e-1, 3.54783043256182359371e-2, -2.166375594868790843e-3,
];
const NEAR_ONE_Q = [
  1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2, 1.26171219808761642112e-1,
  1.36370839120290507362e-2, 1.1984499846799107417e-2,
];

/** `log(x·erfc(x)) + x² + 0.5625` on [1.25, 1/0.35], in 1/x². */
const MIDDLE_R = [
  -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1,
  -1.62396669462573470355e2, -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592,
];
const MIDDLE_S = [
  1, 1.96512716674392571292e1, 1.376577541435190426e2, 4.34565877475229228821e2, 6.45387271733267880336e2,
  4.29008140027567833386e2, 1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2,
];

/** The same on [1/0.35, 28]. */
const TAIL_R = [
  -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2,
  -6.37566443368389627722e2, -1.02509513161107724954e3, -4.83519191608651397019e2,
];
const TAIL_S = [
  1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3,
  2.55305040643316442583e3, 4.74528541206955367215e2, -2.24409524465858183362e1,
];

const nearZero = (x2: number): number => polynomial(x2, NEAR_ZERO_P) / polynomial(x2, NEAR_ZERO_Q);
const nearOne = (s: number): number => polynomial(s, NEAR_ONE_P) / polynomial(s, NEAR_ONE_Q);

/** `erfc(x)` for x in [1.25, 28). */
function tail(x: number): number {
  const s = 1 / (x * x);
  const correction =
    x < 1 / 0.35 ? polynomial(s, MIDDLE_R) / polynomial(s, MIDDLE_S) : polynomial(s, TAIL_R) / polynomial(s, TAIL_S);
  // -x² = -z² + (z - x)(z + x), where z has 24 bits, so that z² is exact and the large exponent carries no error.
  const z = fround(x);
  return (exp(-z * z - 0.5625) * exp((z - x) * (z + x) + correction)) / x;
}

/** The error function, `2/√π ∫₀ˣ e^(-t²) dt`, within 1 ulp or so (fdlibm, s_erf.c). `erf(±∞) = ±1`. */
export function erf(x: number): number {
  const magnitude = abs(x);
  if (magnitude < 0.84375) return x + x * nearZero(x * x);
  if (Number.isNaN(x)) return x;
  const value = magnitude < 1.25 ? NEAR_ONE + nearOne(magnitude - 1) : magnitude < 6 ? 1 - tail(magnitude) : 1;
  return x < 0 ? -value : value;
}

/**
 * The complementary error function, `1 - erf(x)`, within a few ulp down to where it underflows, near x = 26.5
 * (fdlibm, s_erf.c). `erfc(∞) = 0`, `erfc(-∞) = 2`.
 */
export function erfc(x: number): number {
  const magnitude = abs(x);
  if (magnitude < 0.84375) {
    const excess = x * nearZero(x * x);
    return x < 0.25 ? 1 - (x + excess) : 0.5 - (x - 0.5 + excess);
  }
  if (Number.isNaN(x)) return x;
  if (magnitude < 1.25) return x > 0 ? 1 - NEAR_ONE - nearOne(x - 1) : 1 + (NEAR_ONE + nearOne(magnitude - 1));
  if (x > 0) return x < 28 ? tail(x) : 0;
  return magnitude < 6 ? 2 - tail(magnitude) : 2;
}
