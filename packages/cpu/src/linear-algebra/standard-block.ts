import { withSign } from "./number.js";

/** A block of two in standard form, [a b; c d], and the rotation (cs, sn) that it took. */
export interface StandardBlock {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly cs: number;
  readonly sn: number;
}

const EPSILON = Number.EPSILON;

/**
 * The Schur factorisation [a b; c d] := [cs sn; −sn cs] [a b; c d] [cs −sn; sn cs] of a real matrix of two: triangular
 * if its eigenvalues are real, or else with equal elements on the diagonal and b c < 0, so that they are a ± √(b c).
 * Source: Bai and Demmel, On swapping diagonal blocks in real Schur form, Linear Algebra Appl. 186 (1993); LAPACK's
 * `lanv2`.
 */
export function standardBlock(a: number, b: number, c: number, d: number): StandardBlock {
  if (c === 0) return { a, b, c, d, cs: 1, sn: 0 };
  if (b === 0) return { a: d, b: -c, c: 0, d: a, cs: 0, sn: 1 };
  if (a === d && Math.sign(b) !== Math.sign(c)) return { a, b, c, d, cs: 1, sn: 0 };
  const p = (a - d) / 2;
  const more = Math.max(Math.abs(b), Math.abs(c));
  const less = Math.min(Math.abs(b), Math.abs(c)) * Math.sign(b) * Math.sign(c);
  const scale = Math.max(Math.abs(p), more);
  const discriminant = (p / scale) * p + (more / scale) * less;
  if (discriminant >= 4 * EPSILON) {
    const z = p + withSign(Math.sqrt(scale) * Math.sqrt(discriminant), p);
    const length = Math.hypot(c, z);
    return { a: d + z, b: b - c, c: 0, d: d - (more / z) * less, cs: z / length, sn: c / length };
  }
  return withEqualDiagonal(a, b, c, d, p);
}

/** Eigenvalues that are complex, or real and almost equal: first the diagonal is made equal. */
function withEqualDiagonal(a: number, b: number, c: number, d: number, p: number): StandardBlock {
  const sigma = b + c;
  const length = Math.hypot(sigma, a - d);
  const cs = Math.sqrt((1 + Math.abs(sigma) / length) / 2);
  const sn = -(p / (length * cs)) * withSign(1, sigma);
  const [a1, b1] = [a * cs + b * sn, -a * sn + b * cs];
  const [c1, d1] = [c * cs + d * sn, -c * sn + d * cs];
  const [a2, b2] = [a1 * cs + c1 * sn, b1 * cs + d1 * sn];
  const [c2, d2] = [-a1 * sn + c1 * cs, -b1 * sn + d1 * cs];
  const mean = (a2 + d2) / 2;
  if (c2 === 0) return { a: mean, b: b2, c: 0, d: mean, cs, sn };
  if (b2 === 0) return { a: mean, b: -c2, c: 0, d: mean, cs: -sn, sn: cs };
  if (Math.sign(b2) !== Math.sign(c2)) return { a: mean, b: b2, c: c2, d: mean, cs, sn };
  // They are real after all.
  const [rootB, rootC] = [Math.sqrt(Math.abs(b2)), Math.sqrt(Math.abs(c2))];
  const root = withSign(rootB * rootC, c2);
  const inverse = 1 / Math.sqrt(Math.abs(b2 + c2));
  const [cs1, sn1] = [rootB * inverse, rootC * inverse];
  return { a: mean + root, b: b2 - c2, c: 0, d: mean - root, cs: cs * cs1 - sn * sn1, sn: cs * sn1 + sn * cs1 };
}
