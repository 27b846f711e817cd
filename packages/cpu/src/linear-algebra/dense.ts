import type { Field } from "./field.js";

/** Copies `n` numbers, at steps counted in numbers. */
export function copyStrided(
  { lanes }: Field,
  n: number,
  from: Float64Array,
  fromAt: number,
  fromStep: number,
  to: Float64Array,
  toAt: number,
  toStep: number,
): void {
  for (let i = 0, a = fromAt * lanes, b = toAt * lanes; i < n; i++, a += fromStep * lanes, b += toStep * lanes) {
    to[b] = from[a]!;
    if (lanes === 2) to[b + 1] = from[a + 1]!;
  }
}

/** The transpose of an m × n matrix, or with `conjugate` its conjugate transpose. */
export function transposed(field: Field, m: number, n: number, a: Float64Array, conjugate = false): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < m; i++) copyStrided(field, n, a, i * n, 1, out, i, m);
  if (conjugate) conjugateInPlace(field, out);
  return out;
}

export function conjugateInPlace({ lanes }: Field, x: Float64Array): void {
  if (lanes === 2) for (let i = 1; i < x.length; i += 2) x[i] = -x[i]!;
}

/** The first columns of the identity, of `n` rows. */
export function identity({ lanes }: Field, n: number, columns = n): Float64Array {
  const out = new Float64Array(n * columns * lanes);
  for (let i = 0; i < Math.min(n, columns); i++) out[(i * columns + i) * lanes] = 1;
  return out;
}

/** The greatest size of a part of a number; NaN if one is NaN. */
function greatest(x: Float64Array): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(x[i]!);
    if (size > most) most = size;
    else if (Number.isNaN(size)) return size;
  }
  return most;
}

/** The Euclidean norm of `count` doubles, whether or not their squares overflow or underflow. */
export function norm(x: Float64Array, at: number, count: number): number {
  let sum = 0;
  for (let i = at; i < at + count; i++) sum += x[i]! * x[i]!;
  if (sum > 1e-280 && sum < Number.POSITIVE_INFINITY) return Math.sqrt(sum);
  const scale = greatest(x.subarray(at, at + count));
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return scale;
  sum = 0;
  for (let i = at; i < at + count; i++) sum += (x[i]! / scale) ** 2;
  return scale * Math.sqrt(sum);
}

/**
 * Brings a matrix of which squares would overflow or underflow to a size around 1, in place, by a power of 2 and so
 * without rounding. Returns what to multiply values of that size with; NaN where an element is not finite.
 */
export function normalise(a: Float64Array): number {
  const size = greatest(a);
  if (size === 0 || (size > 1e-100 && size < 1e100)) return 1;
  if (!Number.isFinite(size)) return Number.NaN;
  const scale = 2 ** Math.max(-1000, Math.floor(Math.log2(size)));
  for (let i = 0; i < a.length; i++) a[i]! /= scale;
  return scale;
}

/** Exchanges two rows of `width` doubles. */
export function swapRows(a: Float64Array, width: number, i: number, j: number): void {
  if (i === j) return;
  const row = a.slice(i * width, (i + 1) * width);
  a.copyWithin(i * width, j * width, (j + 1) * width);
  a.set(row, j * width);
}

export function swapColumns(field: Field, m: number, width: number, a: Float64Array, i: number, j: number): void {
  for (let row = 0; row < m; row++) {
    const [x, y] = [field.get(a, row * width + i), field.get(a, row * width + j)];
    field.set(a, row * width + i, y);
    field.set(a, row * width + j, x);
  }
}

/** Puts numbers in the opposite order. */
export function reverseNumbers({ lanes }: Field, x: Float64Array): void {
  x.reverse();
  if (lanes === 1) return;
  for (let i = 0; i < x.length; i += 2) {
    const im = x[i]!;
    x[i] = x[i + 1]!;
    x[i + 1] = im;
  }
}
