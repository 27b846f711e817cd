import type { ComplexFunction1, ComplexFunction2, ComplexLoop2 } from "./loops.js";

// What costs less than a call has a loop of its own.

export const add: ComplexLoop2 = (x, y, out, n, xStep, yStep) => {
  for (let i = 0, p = 0, q = 0; i < 2 * n; i += 2, p += xStep, q += yStep) {
    out[i] = x[p]! + y[q]!;
    out[i + 1] = x[p + 1]! + y[q + 1]!;
  }
};

export const sub: ComplexLoop2 = (x, y, out, n, xStep, yStep) => {
  for (let i = 0, p = 0, q = 0; i < 2 * n; i += 2, p += xStep, q += yStep) {
    out[i] = x[p]! - y[q]!;
    out[i + 1] = x[p + 1]! - y[q + 1]!;
  }
};

export const mul: ComplexLoop2 = (x, y, out, n, xStep, yStep) => {
  for (let i = 0, p = 0, q = 0; i < 2 * n; i += 2, p += xStep, q += yStep) {
    const [a, b, c, d] = [x[p]!, x[p + 1]!, y[q]!, y[q + 1]!];
    out[i] = a * c - b * d;
    out[i + 1] = a * d + b * c;
  }
};

export const eq: ComplexLoop2 = (x, y, out, n, xStep, yStep) => {
  for (let i = 0, p = 0, q = 0; i < n; i++, p += xStep, q += yStep) {
    out[i] = x[p] === y[q] && x[p + 1] === y[q + 1] ? 1 : 0;
  }
};

export const ne: ComplexLoop2 = (x, y, out, n, xStep, yStep) => {
  for (let i = 0, p = 0, q = 0; i < n; i++, p += xStep, q += yStep) {
    out[i] = x[p] === y[q] && x[p + 1] === y[q + 1] ? 0 : 1;
  }
};

export const neg: ComplexFunction1 = (x, y, z) => {
  z[0] = -x;
  z[1] = -y;
};

export const conjugate: ComplexFunction1 = (x, y, z) => {
  z[0] = x;
  z[1] = -y;
};

export const sum: ComplexFunction2 = (a, b, c, d, z) => {
  z[0] = a + c;
  z[1] = b + d;
};

export const product: ComplexFunction2 = (a, b, c, d, z) => {
  z[0] = a * c - b * d;
  z[1] = a * d + b * c;
};

export const square: ComplexFunction1 = (x, y, z) => {
  z[0] = (x - y) * (x + y);
  z[1] = 2 * x * y;
};

/** 1, −1 or 0: the direction of an infinite part, beside which a finite one vanishes. */
const direction = (part: number) => (Math.abs(part) === Number.POSITIVE_INFINITY ? Math.sign(part) : 0);

const big = 2 ** 1020;

/**
 * The quotient, with the divisor scaled to a modulus near 1, so that its square neither overflows nor vanishes. By zero each part is
 * divided, and finite numbers over infinite ones are zero, as XLA has it.
 */
export const quotient: ComplexFunction2 = (a, b, c, d, z) => {
  const size = Math.max(Math.abs(c), Math.abs(d));
  // An infinite part counts before a NaN beside it.
  if (size === 0 || direction(c) !== 0 || direction(d) !== 0) return quotientAtLimit(a, b, c, d, z);
  let scale = 2 ** Math.min(1023, -Math.floor(Math.log2(size)));
  const [e, f] = [c * scale, d * scale];
  const squared = e * e + f * f;
  if (Math.max(Math.abs(a), Math.abs(b)) > big) {
    a /= 4;
    b /= 4;
    scale *= 4;
  }
  z[0] = ((a * e + b * f) / squared) * scale;
  z[1] = ((b * e - a * f) / squared) * scale;
  if (Number.isNaN(z[0]!) && Number.isNaN(z[1]!)) {
    // Of infinities less infinities, the direction counts (C11, annex G.5.1).
    const [g, h] = [direction(a), direction(b)];
    z[0] = Number.POSITIVE_INFINITY * (g * e + h * f);
    z[1] = Number.POSITIVE_INFINITY * (h * e - g * f);
  }
};

/** Divides by zero, or by what is infinite. */
function quotientAtLimit(a: number, b: number, c: number, d: number, z: Float64Array): void {
  if (c === 0 && d === 0) {
    z[0] = a / c;
    z[1] = b / c;
    return;
  }
  const [e, f] = [direction(c), direction(d)];
  z[0] = Number.isFinite(a) && Number.isFinite(b) ? 0 * (a * e + b * f) : Number.NaN;
  z[1] = Number.isNaN(z[0]!) ? Number.NaN : 0 * (b * e - a * f);
}

/** |z|, without overflow on the way; NaN of every NaN. */
export function modulus(x: number, y: number): number {
  // Math.hypot takes an infinity before a NaN.
  return Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : Math.hypot(x, y);
}

/** z / |z|, and 0 of 0. */
export const sign: ComplexFunction1 = (x, y, z) => {
  // Halves, whose modulus does not overflow.
  const half = modulus(x / 2, y / 2);
  z[0] = half === 0 ? x : x / 2 / half;
  z[1] = half === 0 ? y : y / 2 / half;
};

/** zⁿ for an integer n by repeated squaring, and the reciprocal for n < 0. */
export function integerPower(n: number): ComplexFunction1 {
  return (x, y, z) => {
    let [re, im] = [1, 0];
    let [baseRe, baseIm] = [x, y];
    let first = true;
    for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) {
        // Not 1 times the base: a product of infinities has NaN parts.
        [re, im] = first ? [baseRe, baseIm] : [re * baseRe - im * baseIm, re * baseIm + im * baseRe];
        first = false;
      }
      if (rest > 1) [baseRe, baseIm] = [(baseRe - baseIm) * (baseRe + baseIm), 2 * baseRe * baseIm];
    }
    if (n < 0) return quotient(1, 0, re, im, z);
    z[0] = re;
    z[1] = im;
  };
}

/** Whether a + ib is greater than c + id by its real part, and of equal ones by its imaginary part. */
function isGreater(a: number, b: number, c: number, d: number): boolean {
  return a > c || (a === c && b > d);
}

/** The second of both unless the first is greater: the order in which XLA compares decides where there is NaN. */
export const greater: ComplexFunction2 = (a, b, c, d, z) => {
  const first = isGreater(a, b, c, d);
  z[0] = first ? a : c;
  z[1] = first ? b : d;
};

/** The second of both unless the first is less. */
export const lesser: ComplexFunction2 = (a, b, c, d, z) => {
  const first = isGreater(c, d, a, b);
  z[0] = first ? a : c;
  z[1] = first ? b : d;
};
