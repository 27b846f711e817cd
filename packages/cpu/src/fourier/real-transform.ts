import { planOf } from "./plan.js";
import { plansByLength } from "./plans-by-length.js";
import { rootsOfUnity } from "./roots-of-unity.js";

/**
 * Between `n` real numbers and the ⌊n/2⌋ + 1 interleaved elements of their spectrum that say it all: X[n − k] is the
 * conjugate of X[k]. Both directions are sums without a factor, and may use the numbers that they are given as memory.
 */
export interface RealTransform {
  forward(x: Float64Array, spectrum: Float64Array): void;
  /** The imaginary parts of X[0] and, of an even length, X[n/2] are those of a real sum, zero, whatever they hold. */
  backward(spectrum: Float64Array, x: Float64Array): void;
}

/** The transform of a length. */
export const realPlanOf: (n: number) => RealTransform = plansByLength((n) =>
  n > 0 && n % 2 === 0 ? evenTransform(n) : oddTransform(n),
);

/** By the transform of as many complex numbers. */
function oddTransform(n: number): RealTransform {
  const transform = planOf(n);
  const work = new Float64Array(2 * n);
  return {
    forward(x, spectrum) {
      for (let i = 0; i < n; i++) {
        work[2 * i] = x[i]!;
        work[2 * i + 1] = 0;
      }
      transform(work);
      spectrum.set(work.subarray(0, spectrum.length));
      spectrum[1] = 0;
    },
    backward(spectrum, x) {
      // The forward transform of the conjugate spectrum, whose sum is real.
      work[0] = spectrum[0]!;
      work[1] = 0;
      for (let k = 1; 2 * k < n; k++) {
        const re = spectrum[2 * k]!;
        const im = spectrum[2 * k + 1]!;
        work[2 * k] = work[2 * (n - k)] = re;
        work[2 * k + 1] = -im;
        work[2 * (n - k) + 1] = im;
      }
      transform(work);
      for (let i = 0; i < n; i++) x[i] = work[2 * i]!;
    },
  };
}

/**
 * By the transform Z of half as many complex numbers z[j] = x[2j] + i x[2j + 1]. With E and O the spectra of the
 * elements at even and at odd places and w = e^(−2πi/n),
 *
 *   Z = E + iO,   E[k] = (Z[k] + Z*[h − k])/2,   O[k] = (Z[k] − Z*[h − k])/2i,   X[k] = E[k] + w^k O[k],   h = n/2.
 */
function evenTransform(n: number): RealTransform {
  const half = n / 2;
  const transform = planOf(half);
  const roots = rootsOfUnity(n, half + 1);
  return {
    forward(x, spectrum) {
      transform(x);
      for (let k = 0; k <= half; k++) {
        const a = 2 * (k % half);
        const b = 2 * ((half - k) % half);
        const oddRe = (x[a + 1]! + x[b + 1]!) / 2;
        const oddIm = (x[b]! - x[a]!) / 2;
        const c = roots[2 * k]!;
        const d = roots[2 * k + 1]!;
        spectrum[2 * k] = (x[a]! + x[b]!) / 2 + (c * oddRe - d * oddIm);
        spectrum[2 * k + 1] = (x[a + 1]! - x[b + 1]!) / 2 + (c * oddIm + d * oddRe);
      }
      spectrum[1] = spectrum[n + 1] = 0;
    },
    backward(spectrum, x) {
      spectrum[1] = spectrum[n + 1] = 0;
      for (let k = 0; k < half; k++) {
        const a = 2 * k;
        const b = 2 * (half - k);
        // Twice E and, turned back by w^−k, twice O: the sum of half the length lacks a factor of two.
        const re = spectrum[a]! - spectrum[b]!;
        const im = spectrum[a + 1]! + spectrum[b + 1]!;
        const c = roots[a]!;
        const d = roots[a + 1]!;
        // The forward transform with real and imaginary parts exchanged, before and after, is the backward one.
        x[a] = spectrum[a + 1]! - spectrum[b + 1]! + (c * re + d * im);
        x[a + 1] = spectrum[a]! + spectrum[b]! - (c * im - d * re);
      }
      transform(x);
      for (let i = 0; i < n; i += 2) {
        const im = x[i]!;
        x[i] = x[i + 1]!;
        x[i + 1] = im;
      }
    },
  };
}
