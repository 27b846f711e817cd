import { withSign } from "./number.js";

/** The rotation [c s; −s c], which takes (f, g) to (r, 0). */
export interface Rotation {
  readonly c: number;
  readonly s: number;
  readonly r: number;
}

/**
 * The rotation that takes (f, g) to (r, 0), with c ≥ 0 and r of the sign of f. Source: Bindel, Demmel, Kahan and
 * Marques, On computing Givens rotations reliably and efficiently, ACM TOMS 28 (2002); LAPACK's `lartg`.
 */
export function rotation(f: number, g: number): Rotation {
  if (g === 0) return { c: 1, s: 0, r: f };
  if (f === 0) return { c: 0, s: withSign(1, g), r: Math.abs(g) };
  const length = withSign(Math.hypot(f, g), f);
  return { c: f / length, s: g / length, r: length };
}

/** Rotates two rows of `width` doubles: x := c x + s y, y := c y − s x. */
export function rotateRows(a: Float64Array, width: number, i: number, j: number, c: number, s: number): void {
  const x = i * width;
  const y = j * width;
  for (let k = 0; k < width; k++) {
    const [p, q] = [a[x + k]!, a[y + k]!];
    a[x + k] = c * p + s * q;
    a[y + k] = c * q - s * p;
  }
}
