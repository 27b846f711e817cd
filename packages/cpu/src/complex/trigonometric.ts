import { product, quotient } from "./arithmetic.js";
import { coshTimes, log, sinhTimes, sqrt } from "./exponential.js";
import type { ComplexFunction1, ComplexFunction2 } from "./loops.js";

// A real or purely imaginary number keeps its zero part, where the other one is infinite or NaN too.

/** sin x cosh y + i cos x sinh y. */
export const sin: ComplexFunction1 = (x, y, z) => {
  z[0] = x === 0 ? 0 : coshTimes(y, Math.sin(x));
  z[1] = sinhTimes(y, Math.cos(x));
};

/** cos x cosh y − i sin x sinh y. */
export const cos: ComplexFunction1 = (x, y, z) => {
  z[0] = coshTimes(y, Math.cos(x));
  z[1] = x === 0 ? 0 : -sinhTimes(y, Math.sin(x));
};

/** sinh x cos y + i cosh x sin y. */
export const sinh: ComplexFunction1 = (x, y, z) => {
  z[0] = sinhTimes(x, Math.cos(y));
  z[1] = y === 0 ? 0 : coshTimes(x, Math.sin(y));
};

/** cosh x cos y + i sinh x sin y. */
export const cosh: ComplexFunction1 = (x, y, z) => {
  z[0] = coshTimes(x, Math.cos(y));
  z[1] = y === 0 ? 0 : sinhTimes(x, Math.sin(y));
};

/** From here on tanh x is ±1 in double precision. */
const SATURATED = 22;

/** Kahan, 1987, "Branch cuts for complex elementary functions", with t = tan y and s = sinh x. */
export const tanh: ComplexFunction1 = (x, y, z) => {
  if (Math.abs(x) === Number.POSITIVE_INFINITY) {
    z[0] = Math.sign(x);
    z[1] = 0;
  } else if (Math.abs(x) > SATURATED) {
    z[0] = Number.isFinite(y) ? Math.sign(x) : Number.NaN;
    z[1] = 4 * Math.sin(y) * Math.cos(y) * Math.exp(-2 * Math.abs(x));
  } else {
    const t = Math.tan(y);
    const s = Math.sinh(x);
    const beta = 1 + t * t;
    const denominator = 1 + beta * s * s;
    z[0] = (beta * Math.sqrt(1 + s * s) * s) / denominator;
    z[1] = y === 0 ? 0 : t / denominator;
  }
};

/** tan z = −i tanh iz. */
export const tan: ComplexFunction1 = (x, y, z) => {
  tanh(-y, x, z);
  const re = z[1]!;
  z[1] = -z[0]!;
  z[0] = re;
};

/** −i log((x + iy) / √(x² + y²)) of y = a + ib and x = c + id: the angle of the point (x, y), also where these are complex. */
export const atan2: ComplexFunction2 = (a, b, c, d, z) => {
  product(a, b, a, b, z);
  const [re, im] = [z[0]!, z[1]!];
  product(c, d, c, d, z);
  sqrt(z[0]! + re, z[1]! + im, z);
  quotient(c - b, d + a, z[0]!, z[1]!, z);
  log(z[0]!, z[1]!, z);
  const angle = z[1]!;
  z[1] = -z[0]!;
  z[0] = angle;
};
