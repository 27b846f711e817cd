/** A real or complex number; real ones have no imaginary part. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const zero: Complex = { re: 0, im: 0 };
export const one: Complex = { re: 1, im: 0 };

export function real(re: number): Complex {
  return { re, im: 0 };
}

export function conjugate({ re, im }: Complex): Complex {
  return { re, im: -im };
}

export function negative({ re, im }: Complex): Complex {
  return { re: -re, im: -im };
}

export function difference(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

/** The product; of real numbers it has no NaN for an imaginary part, infinite as they may be. */
export function product(a: Complex, b: Complex): Complex {
  if (a.im === 0 && b.im === 0) return real(a.re * b.re);
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** The quotient, where neither |b|² overflows nor underflows. Source: Smith, Algorithm 116, CACM 5 (1962). */
export function quotient(a: Complex, b: Complex): Complex {
  if (b.im === 0) return { re: a.re / b.re, im: a.im === 0 ? 0 : a.im / b.re };
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const size = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / size, im: (a.im - a.re * ratio) / size };
  }
  const ratio = b.re / b.im;
  const size = b.re * ratio + b.im;
  return { re: (a.re * ratio + a.im) / size, im: (a.im * ratio - a.re) / size };
}

/** |re| + |im|, by which LAPACK compares complex numbers. */
export function size1({ re, im }: Complex): number {
  return Math.abs(re) + Math.abs(im);
}

/** |x| with the sign of y, the sign of a zero too. */
export function withSign(x: number, y: number): number {
  const size = Math.abs(x);
  return y < 0 || Object.is(y, -0) ? -size : size;
}
