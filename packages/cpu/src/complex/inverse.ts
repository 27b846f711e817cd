import type { ComplexFunction1 } from "./loops.js";

/** Beyond it squares overflow, and 1 beside them vanishes. */
const LARGE = 2 ** 500;

/** The parts of what asin and acos are made of, for a point of the first quadrant. */
interface Quadrant {
  /** Re asin z. */
  asin: number;
  /** Re acos z. */
  acos: number;
  /** Im asin z = −Im acos z. */
  im: number;
}

const found: Quadrant = { asin: 0, acos: 0, im: 0 };

/**
 * Hull, Fairgrieve and Tang, 1997, "Implementing the complex arcsine and arccosine functions using exception handling": x and y are
 * not negative; r and s are the distances from −1 and 1.
 */
function quadrant(x: number, y: number): Quadrant {
  if (Number.isNaN(x) || Number.isNaN(y)) {
    found.asin = found.acos = Number.NaN;
    found.im = x === Number.POSITIVE_INFINITY || y === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : Number.NaN;
  } else if (x > LARGE || y > LARGE) far(x, y);
  else if (y <= Number.EPSILON * Math.abs(x - 1)) nearAxis(x, y);
  else inside(x, y);
  return found;
}

function far(x: number, y: number): void {
  const long = Math.max(x, y);
  const ratio = Math.min(x, y) / long;
  found.asin = Math.atan2(x, y);
  found.acos = Math.atan2(y, x);
  // Twice the modulus: its logarithm in parts, which do not overflow.
  found.im = Math.LN2 + Math.log(long) + (long === Number.POSITIVE_INFINITY ? 0 : Math.log1p(ratio * ratio) / 2);
}

function nearAxis(x: number, y: number): void {
  if (x < 1) {
    found.asin = Math.asin(x);
    found.acos = Math.acos(x);
    found.im = y / Math.sqrt((1 - x) * (1 + x));
  } else {
    const root = Math.sqrt((x - 1) * (x + 1));
    found.asin = Math.PI / 2;
    found.acos = y === 0 ? 0 : y / root;
    found.im = Math.log1p(x - 1 + root);
  }
}

function inside(x: number, y: number): void {
  const r = Math.hypot(x + 1, y);
  const s = Math.hypot(x - 1, y);
  const a = (r + s) / 2;
  const b = x / a;
  if (b <= 0.6417) {
    found.asin = Math.asin(b);
    found.acos = Math.acos(b);
  } else {
    // √((a + x)(a − x)), where a − x would cancel.
    const root =
      x <= 1
        ? Math.sqrt(((a + x) * ((y * y) / (r + x + 1) + (s + (1 - x)))) / 2)
        : y * Math.sqrt(((a + x) / (r + x + 1) + (a + x) / (s + (x - 1))) / 2);
    found.asin = Math.atan(x / root);
    found.acos = Math.atan(root / x);
  }
  if (a <= 1.5) {
    const less1 =
      x < 1 ? ((y * y) / (r + x + 1) + (y * y) / (s + (1 - x))) / 2 : ((y * y) / (r + x + 1) + (s + (x - 1))) / 2;
    found.im = Math.log1p(less1 + Math.sqrt(less1 * (a + 1)));
  } else found.im = Math.log(a + Math.sqrt(a * a - 1));
}

// As in XLA, −0 counts as 0 where it would tell the sides of a cut: on the cut, the results are those above the real axis,
// or, of asinh, those to the right of the imaginary one.

export const asin: ComplexFunction1 = (x, y, z) => {
  const { asin: re, im } = quadrant(Math.abs(x), Math.abs(y));
  z[0] = x < 0 || Object.is(x, -0) ? -re : re;
  z[1] = y < 0 ? -im : im;
};

export const acos: ComplexFunction1 = (x, y, z) => {
  const { acos: re, im } = quadrant(Math.abs(x), Math.abs(y));
  z[0] = x < 0 ? Math.PI - re : re;
  z[1] = y < 0 ? im : -im;
};

/** asinh z = −i asin iz. */
export const asinh: ComplexFunction1 = (x, y, z) => {
  asin(y, x, z);
  const re = z[1]!;
  z[1] = z[0]!;
  z[0] = re;
};

/** ±i acos z, with a real part ≥ 0. */
export const acosh: ComplexFunction1 = (x, y, z) => {
  const { acos: angle, im } = quadrant(Math.abs(x), Math.abs(y));
  const im2 = x < 0 ? Math.PI - angle : angle;
  z[0] = im;
  z[1] = y < 0 ? -im2 : im2;
};

/** log1p(4x / ((1 − x)² + y²)) / 4 + i atan2(2y, (1 − x)(1 + x) − y²) / 2 (Kahan, 1987), and ±iπ/2 far away. */
export const atanh: ComplexFunction1 = (x, y, z) => {
  const size = Math.abs(x);
  if (size > LARGE || Math.abs(y) > LARGE) {
    const long = Math.max(size, Math.abs(y));
    const [a, b] = [x / long, y / long];
    const infinite = long === Number.POSITIVE_INFINITY;
    z[0] = infinite ? Math.sign(x) * 0 : a / (a * a + b * b) / long;
    z[1] = y < 0 || (Object.is(y, -0) && !infinite) ? -Math.PI / 2 : Math.PI / 2;
    return;
  }
  // y² may vanish beside the point 1, where only it keeps the logarithm finite.
  const re =
    size === 1 && y !== 0
      ? Math.log(Math.hypot(2, y) / Math.abs(y)) / 2
      : Math.log1p((4 * size) / ((1 - size) * (1 - size) + y * y)) / 4;
  z[0] = x < 0 || Object.is(x, -0) ? -re : re;
  z[1] = Math.atan2(2 * y, (1 - size) * (1 + size) - y * y) / 2;
};

/** atan z = −i atanh iz. */
export const atan: ComplexFunction1 = (x, y, z) => {
  atanh(-y, x, z);
  const re = z[1]!;
  z[1] = -z[0]!;
  z[0] = re;
};
