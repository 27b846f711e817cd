import type { ComplexTransform } from "./complex-transform.js";
import { mixedRadix } from "./mixed-radix.js";
import { rootsOfUnity } from "./roots-of-unity.js";

/**
 * The transform of any length as a circular convolution of a longer one, which has small factors. With w = e^(−πi/n)
 * and 2jk = j² + k² − (k − j)²,
 *
 *   X[k] = w^k² Σⱼ (x[j] w^j²) w^−(k−j)².
 *
 * Source: L. I. Bluestein, A linear filtering approach to the computation of discrete Fourier transform, IEEE Trans.
 * Audio Electroacoust. 18 (1970).
 *
 * @param length of the convolution, at least 2n − 1
 */
export function bluestein(n: number, length: number): ComplexTransform {
  const chirp = chirpOf(n);
  const convolve = mixedRadix(length);
  // The spectrum of w^−k² for −n < k < n, with the factor of the inverse transform.
  const filter = new Float64Array(2 * length);
  for (let k = 0; k < n; k++) {
    for (const at of [k, (length - k) % length]) {
      filter[2 * at] = chirp[2 * k]! / length;
      filter[2 * at + 1] = -chirp[2 * k + 1]! / length;
    }
  }
  convolve(filter);
  const work = new Float64Array(2 * length);
  return (data) => {
    work.fill(0);
    multiply(data, chirp, work, n);
    convolve(work);
    multiply(work, filter, work, length);
    // The inverse transform is the forward one between conjugations.
    conjugate(work);
    convolve(work);
    conjugate(work);
    multiply(work, chirp, data, n);
  };
}

/** e^(−πik²/n) for k < n; the root repeats after 2n powers, so k² is taken modulo 2n before it loses digits. */
function chirpOf(n: number): Float64Array {
  const roots = rootsOfUnity(2 * n);
  const chirp = new Float64Array(2 * n);
  for (let k = 0, square = 0; k < n; square = (square + 2 * k + 1) % (2 * n), k++) {
    chirp[2 * k] = roots[2 * square]!;
    chirp[2 * k + 1] = roots[2 * square + 1]!;
  }
  return chirp;
}

function multiply(x: Float64Array, y: Float64Array, out: Float64Array, n: number): void {
  for (let i = 0; i < 2 * n; i += 2) {
    const a = x[i]!;
    const b = x[i + 1]!;
    const c = y[i]!;
    const d = y[i + 1]!;
    out[i] = a * c - b * d;
    out[i + 1] = a * d + b * c;
  }
}

function conjugate(x: Float64Array): void {
  for (let i = 1; i < x.length; i += 2) x[i] = -x[i]!;
}
