import { type DType, isComplex } from "@hyrax/core";
import { type Complex, real } from "./number.js";

/**
 * Arithmetic of vectors of real or of complex numbers, so that an algorithm is written once for both. Vectors are runs
 * of neighbours in an array, where complex numbers interleave; places and lengths are counted in numbers.
 */
export interface Field {
  /** Doubles in a number. */
  readonly lanes: 1 | 2;
  get(x: Float64Array, at: number): Complex;
  set(x: Float64Array, at: number, value: Complex): void;
  /** y += αx. */
  addScaled(n: number, alpha: Complex, x: Float64Array, xAt: number, y: Float64Array, yAt: number): void;
  /** y += αx̄. */
  addScaledConjugate(n: number, alpha: Complex, x: Float64Array, xAt: number, y: Float64Array, yAt: number): void;
  /** Σ xᵢyᵢ. */
  dot(n: number, x: Float64Array, xAt: number, y: Float64Array, yAt: number): Complex;
  /** Σ x̄ᵢyᵢ. */
  dotConjugate(n: number, x: Float64Array, xAt: number, y: Float64Array, yAt: number): Complex;
}

const addScaledReal: Field["addScaled"] = (n, { re }, x, xAt, y, yAt) => {
  for (let i = 0; i < n; i++) y[yAt + i]! += re * x[xAt + i]!;
};

const dotReal: Field["dot"] = (n, x, xAt, y, yAt) => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[xAt + i]! * y[yAt + i]!;
  return real(sum);
};

const realField: Field = {
  lanes: 1,
  get: (x, at) => real(x[at]!),
  set(x, at, { re }) {
    x[at] = re;
  },
  addScaled: addScaledReal,
  addScaledConjugate: addScaledReal,
  dot: dotReal,
  dotConjugate: dotReal,
};

/** Complex loops, of x or, where `sign` is −1, of its conjugate. */
const addScaledComplex =
  (sign: 1 | -1): Field["addScaled"] =>
  (n, { re, im }, x, xAt, y, yAt) => {
    for (let i = 2 * xAt, j = 2 * yAt, end = i + 2 * n; i < end; i += 2, j += 2) {
      const a = x[i]!;
      const b = sign * x[i + 1]!;
      y[j]! += re * a - im * b;
      y[j + 1]! += re * b + im * a;
    }
  };

const dotComplex =
  (sign: 1 | -1): Field["dot"] =>
  (n, x, xAt, y, yAt) => {
    let re = 0;
    let im = 0;
    for (let i = 2 * xAt, j = 2 * yAt, end = i + 2 * n; i < end; i += 2, j += 2) {
      const a = x[i]!;
      const b = sign * x[i + 1]!;
      re += a * y[j]! - b * y[j + 1]!;
      im += a * y[j + 1]! + b * y[j]!;
    }
    return { re, im };
  };

const complexField: Field = {
  lanes: 2,
  get: (x, at) => ({ re: x[2 * at]!, im: x[2 * at + 1]! }),
  set(x, at, { re, im }) {
    x[2 * at] = re;
    x[2 * at + 1] = im;
  },
  addScaled: addScaledComplex(1),
  addScaledConjugate: addScaledComplex(-1),
  dot: dotComplex(1),
  dotConjugate: dotComplex(-1),
};

/** The arithmetic of the numbers that a dtype has. */
export function fieldOf(dtype: DType): Field {
  return isComplex(dtype) ? complexField : realField;
}
