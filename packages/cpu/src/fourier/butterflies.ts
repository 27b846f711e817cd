import { oddPass } from "./odd-pass.js";
import { type Pass, store } from "./pass.js";

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

// The loops name each part of a number: lists of two would cost more than what is computed.

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
      const sumRe = x[b]! + x[c]!;
      const sumIm = x[b + 1]! + x[c + 1]!;
      // −i (b − c) sin 60°
      const turnedRe = height * (x[b + 1]! - x[c + 1]!);
      const turnedIm = height * (x[c]! - x[b]!);
      const midRe = x[a]! - sumRe / 2;
      const midIm = x[a + 1]! - sumIm / 2;
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
      const evenRe = x[a]! + x[c]!;
      const evenIm = x[a + 1]! + x[c + 1]!;
      const oddRe = x[b]! + x[d]!;
      const oddIm = x[b + 1]! + x[d + 1]!;
      const acrossRe = x[a]! - x[c]!;
      const acrossIm = x[a + 1]! - x[c + 1]!;
      // −i (b − d)
      const turnedRe = x[b + 1]! - x[d + 1]!;
      const turnedIm = x[d]! - x[b]!;
      y[2 * to] = evenRe + oddRe;
      y[2 * to + 1] = evenIm + oddIm;
      store(y, to + l * s, acrossRe + turnedRe, acrossIm + turnedIm, roots, l * i);
      store(y, to + 2 * l * s, evenRe - oddRe, evenIm - oddIm, roots, 2 * l * i);
      store(y, to + 3 * l * s, acrossRe - turnedRe, acrossIm - turnedIm, roots, 3 * l * i);
    }
  }
}
