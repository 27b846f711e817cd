import { rootsOfUnity } from "./roots-of-unity.js";

/**
 * A pass of a self-sorting transform by a radix r. With n = l·r·s, it takes x[k][t][i] to
 *
 *   y[q][k][i] = e^(−2πiq·i/rs) Σₜ e^(−2πiqt/r) x[k][t][i],   k < l, t and q < r, i < s,
 *
 * where l is the product of the radices before. After all passes the spectrum is in order, without bit reversal.
 * Source: C. Temperton, Self-sorting mixed-radix fast Fourier transforms, J. Comput. Phys. 52 (1983), section 3.
 */
export type Pass = (x: Float64Array, y: Float64Array) => void;

/** @param roots the powers of e^(−2πi/n) */
export function makePass(n: number, l: number, radix: number, roots: Float64Array): Pass {
  const s = n / (l * radix);
  switch (radix) {
    case 2:
      return (x, y) => pass2(x, y, l, s, roots);
    case 3:
      return (x, y) => pass3(x, y, l, s, roots);
    case 4:
      return (x, y) => pass4(x, y, l, s, roots);
    default:
      return oddPass(l, radix, s, roots);
  }
}

/** Stores (re, im) times a power of the root at element `at` of y. */
function store(y: Float64Array, at: number, re: number, im: number, roots: Float64Array, power: number): void {
  const [c, d] = [roots[2 * power]!, roots[2 * power + 1]!];
  y[2 * at] = re * c - im * d;
  y[2 * at + 1] = re * d + im * c;
}

function pass2(x: Float64Array, y: Float64Array, l: number, s: number, roots: Float64Array): void {
  for (let k = 0; k < l; k++) {
    for (let i = 0; i < s; i++) {
      const a = 2 * (2 * k * s + i);
      const b = a + 2 * s;
      const to = k * s + i;
      y[2 * to] = x[a]! + x[b]!;
      y[2 * to + 1] = x[a + 1]! + x[b + 1]!;
      store(y, to + l * s, x[a]! - x[b]!, x[a + 1]! - x[b + 1]!, roots, l * i);
    }
  }
}

function pass3(x: Float64Array, y: Float64Array, l: number, s: number, roots: Float64Array): void {
  const height = Math.sqrt(3) / 2;
  for (let k = 0; k < l; k++) {
    for (let i = 0; i < s; i++) {
      const a = 2 * (3 * k * s + i);
      const b = a + 2 * s;
      const c = b + 2 * s;
      const to = k * s + i;
      const [sumRe, sumIm] = [x[b]! + x[c]!, x[b + 1]! + x[c + 1]!];
      const [turnedRe, turnedIm] = [height * (x[b + 1]! - x[c + 1]!), height * (x[c]! - x[b]!)];
      const [midRe, midIm] = [x[a]! - sumRe / 2, x[a + 1]! - sumIm / 2];
      y[2 * to] = x[a]! + sumRe;
      y[2 * to + 1] = x[a + 1]! + sumIm;
      store(y, to + l * s, midRe + turnedRe, midIm + turnedIm, roots, l * i);
      store(y, to + 2 * l * s, midRe - turnedRe, midIm - turnedIm, roots, 2 * l * i);
    }
  }
}

function pass4(x: Float64Array, y: Float64Array, l: number, s: number, roots: Float64Array): void {
  for (let k = 0; k < l; k++) {
    for (let i = 0; i < s; i++) {
      const a = 2 * (4 * k * s + i);
      const b = a + 2 * s;
      const c = b + 2 * s;
      const d = c + 2 * s;
      const to = k * s + i;
      const [evenRe, evenIm] = [x[a]! + x[c]!, x[a + 1]! + x[c + 1]!];
      const [oddRe, oddIm] = [x[b]! + x[d]!, x[b + 1]! + x[d + 1]!];
      const [acrossRe, acrossIm] = [x[a]! - x[c]!, x[a + 1]! - x[c + 1]!];
      // −i (b − d)
      const [turnedRe, turnedIm] = [x[b + 1]! - x[d + 1]!, x[d]! - x[b]!];
      y[2 * to] = evenRe + oddRe;
      y[2 * to + 1] = evenIm + oddIm;
      store(y, to + l * s, acrossRe + turnedRe, acrossIm + turnedIm, roots, l * i);
      store(y, to + 2 * l * s, evenRe - oddRe, evenIm - oddIm, roots, 2 * l * i);
      store(y, to + 3 * l * s, acrossRe - turnedRe, acrossIm - turnedIm, roots, 3 * l * i);
    }
  }
}

/**
 * A pass by an odd radix. Elements t and r − t meet conjugate roots, so their sum meets cosines and their difference
 * sines: half the multiplications.
 */
function oddPass(l: number, radix: number, s: number, roots: Float64Array): Pass {
  const small = rootsOfUnity(radix);
  const half = (radix - 1) / 2;
  const sums = new Float64Array(2 * half);
  const differences = new Float64Array(2 * half);
  return (x, y) => {
    for (let k = 0; k < l; k++) {
      for (let i = 0; i < s; i++) {
        const first = 2 * (radix * k * s + i);
        const to = k * s + i;
        const [re, im] = [x[first]!, x[first + 1]!];
        let [totalRe, totalIm] = [re, im];
        for (let t = 1; t <= half; t++) {
          const a = first + 2 * t * s;
          const b = first + 2 * (radix - t) * s;
          totalRe += sums[2 * t - 2] = x[a]! + x[b]!;
          totalIm += sums[2 * t - 1] = x[a + 1]! + x[b + 1]!;
          differences[2 * t - 2] = x[a]! - x[b]!;
          differences[2 * t - 1] = x[a + 1]! - x[b + 1]!;
        }
        y[2 * to] = totalRe;
        y[2 * to + 1] = totalIm;
        for (let q = 1; q <= half; q++) {
          let [cosRe, cosIm, sinRe, sinIm] = [re, im, 0, 0];
          for (let t = 0, power = 0; t < half; t++) {
            power += q;
            if (power >= radix) power -= radix;
            const [cos, sin] = [small[2 * power]!, small[2 * power + 1]!];
            cosRe += cos * sums[2 * t]!;
            cosIm += cos * sums[2 * t + 1]!;
            sinRe -= sin * differences[2 * t + 1]!;
            sinIm += sin * differences[2 * t]!;
          }
          store(y, to + q * l * s, cosRe + sinRe, cosIm + sinIm, roots, q * l * i);
          store(y, to + (radix - q) * l * s, cosRe - sinRe, cosIm - sinIm, roots, (radix - q) * l * i);
        }
      }
    }
  };
}
