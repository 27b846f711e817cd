import { polynomial } from "./polynomial.js";
import { piCotPi } from "./sin-pi.js";

/** `B₂ₖ/(2k)`, k = 1, 2, …: DLMF 5.11.2. */
export const DIGAMMA_ASYMPTOTIC = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];

// On [1, 2], ψ(x) = (x - root)·(Y + P(x - 1)/Q(x - 1)): John Maddock's minimax approximation for Boost.Math. The root
// is in three parts, so that x - root keeps its digits.
const ROOT_HIGH = 1569415565 / 2 ** 30;
const ROOT_MIDDLE = 381566830 / 2 ** 60;
const ROOT_LOW = 0.9016312093258695918615325266959189453125e-19;
const Y = 0.99558162689208984;
export const DIGAMMA_P = [
  0.25479851061131551, -0.32555031186804491, -0.65031853770896507, -0.28919126444774784, -0.045251321448739056,
  -0.0020713321167745952,
];
export const DIGAMMA_Q = [
  1, 2.0767117023730469, 1.4606242909763515, 0.43593529692665969, 0.054151797245674225, 0.0021284987017821144,
  -0.55789841321675513e-6,
];

/** `ψ(x) - log(x)`, x ≥ 10, by its asymptotic series. */
export function digammaMinusLog(x: number): number {
  const z = 1 / (x * x);
  return -0.5 / x - z * polynomial(z, DIGAMMA_ASYMPTOTIC);
}

/**
 * The logarithmic derivative of Γ. Within a few ulp for x > 0, its zero at 1.4616… included; for x < 0 by reflection,
 * where digits are lost next to the zeros between the poles. NaN at the poles 0, -1, -2, … and at -∞, as in JAX.
 */
export function digamma(x: number): number {
  if (x <= 0) {
    if (x === Math.floor(x)) return Number.NaN;
    // DLMF 5.5.4: ψ(1 - x) - ψ(x) = π·cot(πx); and ψ(1 - x) = ψ(-x) - 1/x keeps the digits of a small x.
    return digamma(-x) - 1 / x - piCotPi(x);
  }
  if (x >= 10) return Math.log(x) + digammaMinusLog(x);
  // DLMF 5.5.2: ψ(x + 1) = ψ(x) + 1/x, to and from [1, 2].
  let shift = 0;
  let t = x;
  if (t < 1) {
    shift = -1 / t;
    t += 1;
  } else {
    while (t > 2) {
      t -= 1;
      shift += 1 / t;
    }
  }
  const y = t - 1;
  const distance = t - ROOT_HIGH - ROOT_MIDDLE - ROOT_LOW;
  return shift + (distance * Y + distance * (polynomial(y, DIGAMMA_P) / polynomial(y, DIGAMMA_Q)));
}
