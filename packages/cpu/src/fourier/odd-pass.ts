import { type Pass, store } from "./pass.js";
import { rootsOfUnity } from "./roots-of-unity.js";

/**
 * A pass by an odd radix. Elements t and r − t meet conjugate roots, so their sum meets cosines and their difference
 * sines: half the multiplications.
 */
export function oddPass(l: number, radix: number, s: number, roots: Float64Array): Pass {
  const small = rootsOfUnity(radix);
  const half = (radix - 1) / 2;
  const sums = new Float64Array(2 * half);
  const differences = new Float64Array(2 * half);

  /** Pairs the elements of the butterfly that starts at `first`, and stores their sum, q = 0. */
  function pair(x: Float64Array, first: number, y: Float64Array, to: number): void {
    let totalRe = x[first]!;
    let totalIm = x[first + 1]!;
    for (let t = 1; t <= half; t++) {
      const a = first + 2 * t * s;
      const b = first + 2 * (radix - t) * s;
      const at = 2 * t - 2;
      sums[at] = x[a]! + x[b]!;
      sums[at + 1] = x[a + 1]! + x[b + 1]!;
      differences[at] = x[a]! - x[b]!;
      differences[at + 1] = x[a + 1]! - x[b + 1]!;
      totalRe += sums[at]!;
      totalIm += sums[at + 1]!;
    }
    y[2 * to] = totalRe;
    y[2 * to + 1] = totalIm;
  }

  return (x, y) => {
    for (let k = 0; k < l; k++) {
      for (let i = 0; i < s; i++) {
        const first = 2 * (radix * k * s + i);
        const to = k * s + i;
        pair(x, first, y, to);
        for (let q = 1; q <= half; q++) {
          let cosRe = x[first]!;
          let cosIm = x[first + 1]!;
          let sinRe = 0;
          let sinIm = 0;
          for (let t = 0, power = q; t < 2 * half; t += 2) {
            const cos = small[2 * power]!;
            const sin = small[2 * power + 1]!;
            cosRe += cos * sums[t]!;
            cosIm += cos * sums[t + 1]!;
            sinRe -= sin * differences[t + 1]!;
            sinIm += sin * differences[t]!;
            power += q;
            if (power >= radix) power -= radix;
          }
          store(y, to + q * l * s, cosRe + sinRe, cosIm + sinIm, roots, q * l * i);
          store(y, to + (radix - q) * l * s, cosRe - sinRe, cosIm - sinIm, roots, (radix - q) * l * i);
        }
      }
    }
  };
}
