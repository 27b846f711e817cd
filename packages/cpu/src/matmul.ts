/** What products and sums are computed in. */
export type Elements = Float64Array | BigInt64Array;

/**
 * Writes into `out[m, n]` the scalar products of the rows of `a[m, k]` with those of `b[n, k]`. The number after each
 * array is where it starts; the rows of `out` are `outStride` apart.
 */
export type MultiplyTransposed<A extends Elements> = (
  a: A,
  aStart: number,
  b: A,
  bStart: number,
  out: A,
  outStart: number,
  outStride: number,
  m: number,
  n: number,
  k: number,
) => void;

/** As many rows of `b` as stay in the first cache with a few of `a`. */
const CACHED = 2048;

/** Products without sums, as XLA has them where one element is contracted: to 0 a product of −0 would be added as 0. */
function outerProduct(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  out: Float64Array,
  outStart: number,
  outStride: number,
  m: number,
  n: number,
): void {
  for (let i = 0; i < m; i++) {
    const factor = a[aStart + i]!;
    const row = outStart + i * outStride;
    for (let j = 0; j < n; j++) out[row + j] = factor * b[bStart + j]!;
  }
}

/** Blocks of two rows by four columns: eight sums in registers for six loads. */
export const multiplyRows: MultiplyTransposed<Float64Array> = (
  a,
  aStart,
  b,
  bStart,
  out,
  outStart,
  outStride,
  m,
  n,
  k,
) => {
  if (k === 1) return outerProduct(a, aStart, b, bStart, out, outStart, outStride, m, n);
  const columns = Math.max(4, Math.floor(CACHED / Math.max(1, k)) & ~3);
  for (let first = 0; first < n; first += columns) {
    const last = Math.min(n, first + columns);
    let i = 0;
    for (; i + 1 < m; i += 2) {
      const a0 = aStart + i * k;
      const a1 = a0 + k;
      const o0 = outStart + i * outStride;
      const o1 = o0 + outStride;
      let j = first;
      for (; j + 3 < last; j += 4) {
        const b0 = bStart + j * k;
        const b1 = b0 + k;
        const b2 = b1 + k;
        const b3 = b2 + k;
        let s00 = 0;
        let s01 = 0;
        let s02 = 0;
        let s03 = 0;
        let s10 = 0;
        let s11 = 0;
        let s12 = 0;
        let s13 = 0;
        for (let p = 0; p < k; p++) {
          const x0 = a[a0 + p]!;
          const x1 = a[a1 + p]!;
          const y0 = b[b0 + p]!;
          const y1 = b[b1 + p]!;
          const y2 = b[b2 + p]!;
          const y3 = b[b3 + p]!;
          s00 += x0 * y0;
          s01 += x0 * y1;
          s02 += x0 * y2;
          s03 += x0 * y3;
          s10 += x1 * y0;
          s11 += x1 * y1;
          s12 += x1 * y2;
          s13 += x1 * y3;
        }
        out[o0 + j] = s00;
        out[o0 + j + 1] = s01;
        out[o0 + j + 2] = s02;
        out[o0 + j + 3] = s03;
        out[o1 + j] = s10;
        out[o1 + j + 1] = s11;
        out[o1 + j + 2] = s12;
        out[o1 + j + 3] = s13;
      }
      for (; j < last; j++) {
        out[o0 + j] = dotRows(a, a0, b, bStart + j * k, k);
        out[o1 + j] = dotRows(a, a1, b, bStart + j * k, k);
      }
    }
    for (; i < m; i++) {
      for (let j = first; j < last; j++) {
        out[outStart + i * outStride + j] = dotRows(a, aStart + i * k, b, bStart + j * k, k);
      }
    }
  }
};

function dotRows(a: Float64Array, aStart: number, b: Float64Array, bStart: number, k: number): number {
  let even = 0;
  let odd = 0;
  let p = 0;
  for (; p + 1 < k; p += 2) {
    even += a[aStart + p]! * b[bStart + p]!;
    odd += a[aStart + p + 1]! * b[bStart + p + 1]!;
  }
  if (p < k) even += a[aStart + p]! * b[bStart + p]!;
  return even + odd;
}

/** Products and sums of integers modulo 2³². */
export const multiplyRowsInteger: MultiplyTransposed<Float64Array> = (
  a,
  aStart,
  b,
  bStart,
  out,
  outStart,
  outStride,
  m,
  n,
  k,
) => {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum = (sum + Math.imul(a[aStart + i * k + p]!, b[bStart + j * k + p]!)) | 0;
      out[outStart + i * outStride + j] = sum;
    }
  }
};

/** Products and sums of integers modulo 2⁶⁴. */
export const multiplyRowsWide: MultiplyTransposed<BigInt64Array> = (
  a,
  aStart,
  b,
  bStart,
  out,
  outStart,
  outStride,
  m,
  n,
  k,
) => {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0n;
      for (let p = 0; p < k; p++) sum += a[aStart + i * k + p]! * b[bStart + j * k + p]!;
      out[outStart + i * outStride + j] = sum;
    }
  }
};
