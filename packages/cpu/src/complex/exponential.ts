import { modulus, product, quotient } from "./arithmetic.js";
import type { ComplexFunction1, ComplexFunction2 } from "./loops.js";

/** Beyond it exp(x) may overflow, although its product with a small number does not. */
const LARGE = 700;

/** c eˣ. */
function expTimes(x: number, c: number): number {
  return x > LARGE ? c * Math.exp(LARGE) * Math.exp(x - LARGE) : c * Math.exp(x);
}

/** c cosh x. */
export function coshTimes(x: number, c: number): number {
  return Math.abs(x) > LARGE ? expTimes(Math.abs(x), c / 2) : c * Math.cosh(x);
}

/** c sinh x. */
export function sinhTimes(x: number, c: number): number {
  return Math.abs(x) > LARGE ? expTimes(Math.abs(x), (Math.sign(x) * c) / 2) : c * Math.sinh(x);
}

export const exp: ComplexFunction1 = (x, y, z) => {
  z[0] = expTimes(x, Math.cos(y));
  // A real number has a real result, where it is infinite too.
  z[1] = y === 0 ? 0 : expTimes(x, Math.sin(y));
};

/** 2ˣ exp(iy ln 2); NaN of infinities, which JAX multiplies with the complex number ln 2. */
export const exp2: ComplexFunction1 = (x, y, z) => {
  const scale = Math.abs(x) === Number.POSITIVE_INFINITY ? Number.NaN : 2 ** x;
  z[0] = scale * Math.cos(y * Math.LN2);
  z[1] = y === 0 ? 0 * scale : scale * Math.sin(y * Math.LN2);
};

/** exp(z) − 1: eˣ cos y − 1 = expm1(x) cos y − 2 sin²(y/2). */
export const expm1: ComplexFunction1 = (x, y, z) => {
  const half = Math.sin(y / 2);
  z[0] = x > LARGE ? expTimes(x, Math.cos(y)) : Math.expm1(x) * Math.cos(y) - 2 * half * half;
  z[1] = y === 0 ? 0 : expTimes(x, Math.sin(y));
};

/** What a² is more than the double nearest to it (Dekker, 1971, "A floating-point technique for extending the available precision"). */
function squareError(a: number, squared: number): number {
  const shifted = a * 134217729;
  const high = shifted - (shifted - a);
  const low = a - high;
  return high * high - squared + 2 * high * low + low * low;
}

/** What a + b is more than the double nearest to it (Knuth, The Art of Computer Programming, volume 2, section 4.2.2). */
function sumError(a: number, b: number, sum: number): number {
  const other = sum - a;
  return a - (sum - other) + (b - other);
}

/** a + x² + y², with what each operation rounds off made up for: the terms may cancel. */
function plusSquares(a: number, x: number, y: number): number {
  const [p, q] = [x * x, y * y];
  const first = a + p;
  const second = first + q;
  return second + (sumError(a, p, first) + sumError(first, q, second) + squareError(x, p) + squareError(y, q));
}

/** log |z|. */
function logModulus(x: number, y: number): number {
  const long = Math.max(Math.abs(x), Math.abs(y));
  const short = Math.min(Math.abs(x), Math.abs(y));
  if (long > 0.5 && long < 2) return Math.log1p(plusSquares(-1, long, short)) / 2;
  if (long === 0 || long === Number.POSITIVE_INFINITY) return Math.log(modulus(x, y));
  const ratio = short / long;
  return Math.log(long) + Math.log1p(ratio * ratio) / 2;
}

export const log: ComplexFunction1 = (x, y, z) => {
  const angle = Math.atan2(y, x);
  z[0] = logModulus(x, y);
  z[1] = angle;
};

/** log(1 + z): log |1 + z| = log1p(2x + x² + y²) / 2. */
export const log1p: ComplexFunction1 = (x, y, z) => {
  const excess = Math.abs(x) < 2 && Math.abs(y) < 2 ? plusSquares(2 * x, x, y) : Number.POSITIVE_INFINITY;
  // Far from 0 the sum 1 + x is as exact as x.
  z[0] = excess > -0.5 && excess < 2 ? Math.log1p(excess) / 2 : logModulus(1 + x, y);
  z[1] = Math.atan2(y, 1 + x);
};

/** 1 / (1 + exp(−z)), without overflow. */
export const logistic: ComplexFunction1 = (x, y, z) => {
  const positive = x >= 0;
  if (positive) exp(-x, -y, z);
  else exp(x, y, z);
  const [re, im] = [z[0]!, z[1]!];
  quotient(positive ? 1 : re, positive ? 0 : im, 1 + re, im, z);
};

/**
 * The root with a real part ≥ 0 (Kahan, 1987, "Branch cuts for complex elementary functions"). An imaginary part of −0 counts as 0,
 * as it does in XLA: on the cut, the result is above the real axis.
 */
export const sqrt: ComplexFunction1 = (x, y, z) => {
  const size = Math.max(Math.abs(x), Math.abs(y));
  if (Number.isNaN(size) || size === 0 || size === Number.POSITIVE_INFINITY) return sqrtAtLimit(x, y, z);
  // A power of 4, whose root is exact, so that the modulus neither overflows nor loses bits.
  const scale = size > 2 ** 1000 ? 2 ** -20 : size < 2 ** -900 ? 2 ** 160 : 1;
  const [a, b] = [x * scale, y * scale];
  const root = Math.sqrt((Math.abs(a) + Math.hypot(a, b)) / 2);
  const other = b / (2 * root);
  const back = 1 / Math.sqrt(scale);
  z[0] = (a >= 0 ? root : Math.abs(other)) * back;
  z[1] = (a >= 0 ? other : b < 0 ? -root : root) * back;
};

function sqrtAtLimit(x: number, y: number, z: Float64Array): void {
  const none = Number.isNaN(x) || Number.isNaN(y);
  const sign = y < 0 ? -1 : 1;
  const steep = Math.abs(y) === Number.POSITIVE_INFINITY;
  z[0] = none ? Number.NaN : steep || x > 0 ? Math.max(Math.abs(x), Math.abs(y)) : 0;
  z[1] = none ? Number.NaN : steep || x < 0 ? sign * Math.max(Math.abs(x), Math.abs(y)) : sign * 0;
}

/** 1 / √z; of 0 it is infinite, of what is infinite 0. */
export const rsqrt: ComplexFunction1 = (x, y, z) => {
  if (x === 0 && y === 0) {
    z[0] = Number.POSITIVE_INFINITY;
    z[1] = Number.NaN;
  } else if (Math.abs(x) === Number.POSITIVE_INFINITY || Math.abs(y) === Number.POSITIVE_INFINITY) {
    z[0] = 0;
    z[1] = 0;
  } else {
    const below = Object.is(y, -0);
    sqrt(x, y, z);
    quotient(1, 0, z[0]!, below ? -z[1]! : z[1]!, z);
  }
};

/** exp(w log z), with 1 for w = 0 and for z = 1; powers of numbers ≥ 0 with real exponents are real. */
export const pow: ComplexFunction2 = (a, b, c, d, z) => {
  if ((c === 0 && d === 0) || (a === 1 && b === 0)) {
    z[0] = 1;
    z[1] = 0;
  } else if (b === 0 && d === 0 && a >= 0) {
    z[0] = a ** c;
    z[1] = Number.isNaN(z[0]!) ? Number.NaN : 0;
  } else if (a === 0 && b === 0) {
    z[0] = c > 0 && Number.isFinite(d) ? 0 : Number.NaN;
    z[1] = z[0]!;
  } else {
    log(a, b, z);
    product(z[0]!, z[1]!, c, d, z);
    exp(z[0]!, z[1]!, z);
  }
};

/** log(exp z + exp w), taken from the one with the greater real part; the imaginary part in (−π, π]. */
export const logSum: ComplexFunction2 = (a, b, c, d, z) => {
  const first = a > c;
  const [re, im] = first ? [a, b] : [c, d];
  const [dx, dy] = first ? [c - a, d - b] : [a - c, b - d];
  if (Number.isNaN(dx)) {
    // Equal infinities have no difference.
    z[0] = a + c;
    z[1] = im;
  } else {
    exp(dx, dy, z);
    log1p(z[0]!, z[1]!, z);
    z[0] = z[0]! + re;
    z[1] = z[1]! + im;
  }
  const turns = (Math.PI - z[1]!) / (2 * Math.PI);
  if (turns < 0 || turns >= 1) z[1] = z[1]! + Math.floor(turns) * 2 * Math.PI;
};
