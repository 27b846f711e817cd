import { type DType, isComplex, type Primitive, type Scalar } from "@hyrax/core";
import { runPrimitive, type TestArray, testArray } from "./run-primitive.js";

/** A complex matrix for tests, in which real ones have no imaginary parts: plain and slow, to check fast ones by. */
export class Matrix {
  constructor(
    readonly m: number,
    readonly n: number,
    readonly re: readonly number[],
    readonly im: readonly number[],
  ) {}

  static from(m: number, n: number, element: (i: number, j: number) => readonly [re: number, im?: number]): Matrix {
    const elements = Array.from({ length: m * n }, (_, k) => element(Math.floor(k / n), k % n));
    return new Matrix(
      m,
      n,
      elements.map(([re]) => re),
      elements.map(([, im = 0]) => im),
    );
  }

  static identity(n: number): Matrix {
    return Matrix.from(n, n, (i, j) => [i === j ? 1 : 0]);
  }

  static diagonal(values: readonly number[]): Matrix {
    return Matrix.from(values.length, values.length, (i, j) => [i === j ? values[i]! : 0]);
  }

  /** The elements of a result; vectors are columns. */
  static of({ aval, data }: TestArray): Matrix {
    const [m = 1, n = 1] = aval.shape;
    const values = Array.from(data as Float64Array, Number);
    return isComplex(aval.dtype)
      ? Matrix.from(m, n, (i, j) => [values[2 * (i * n + j)]!, values[2 * (i * n + j) + 1]!])
      : Matrix.from(m, n, (i, j) => [values[i * n + j]!]);
  }

  at(i: number, j: number): readonly [re: number, im: number] {
    return [this.re[i * this.n + j]!, this.im[i * this.n + j]!];
  }

  times(other: Matrix): Matrix {
    return Matrix.from(this.m, other.n, (i, j) => {
      let [re, im] = [0, 0];
      for (let k = 0; k < this.n; k++) {
        const [a, b] = this.at(i, k);
        const [c, d] = other.at(k, j);
        re += a * c - b * d;
        im += a * d + b * c;
      }
      return [re, im];
    });
  }

  minus(other: Matrix): Matrix {
    return Matrix.from(this.m, this.n, (i, j) => {
      const [[a, b], [c, d]] = [this.at(i, j), other.at(i, j)];
      return [a - c, b - d];
    });
  }

  /** The transpose. */
  get T(): Matrix {
    return Matrix.from(this.n, this.m, (i, j) => this.at(j, i));
  }

  get conjugate(): Matrix {
    return Matrix.from(this.m, this.n, (i, j) => [this.at(i, j)[0], -this.at(i, j)[1]]);
  }

  /** The conjugate transpose. */
  get H(): Matrix {
    return this.conjugate.T;
  }

  /** Rows and columns by their places. */
  pick(rows: readonly number[] | null, columns: readonly number[] | null = null): Matrix {
    const m = rows?.length ?? this.m;
    const n = columns?.length ?? this.n;
    return Matrix.from(m, n, (i, j) => this.at(rows?.[i] ?? i, columns?.[j] ?? j));
  }

  /** Keeps the elements for which the predicate holds; the others become 0. */
  where(keep: (i: number, j: number) => boolean): Matrix {
    return Matrix.from(this.m, this.n, (i, j) => (keep(i, j) ? this.at(i, j) : [0]));
  }

  /** The greatest size of an element; NaN if there is one. */
  get size(): number {
    return this.re.reduce((most, re, k) => Math.max(most, Math.hypot(re, this.im[k]!)), 0);
  }

  as(dtype: DType): TestArray {
    const values = isComplex(dtype) ? this.re.flatMap((re, k) => [re, this.im[k]!]) : this.re;
    return arrayOf(values, dtype, [this.m, this.n]);
  }
}

/** An array from its doubles; of a complex dtype, real and imaginary parts by turns. */
export function arrayOf(values: readonly Scalar[], dtype: DType, shape: readonly number[]): TestArray {
  if (!isComplex(dtype)) return testArray(values, dtype, shape);
  const { data } = testArray(values, dtype === "complex64" ? "float32" : "float64");
  return { aval: testArray([], dtype, shape).aval, data };
}

/** The results of a primitive as matrices. */
export function factors(primitive: Primitive, inputs: readonly TestArray[], params: object = {}): readonly Matrix[] {
  return runPrimitive(primitive, inputs, params).map(Matrix.of);
}

/** A random matrix, the same in every run, with elements of either sign up to 1. */
export function randomMatrix(m: number, n: number, dtype: DType, seed = 1): Matrix {
  let state = seed;
  // Source: Tommy Ettinger's mulberry32.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.fround(((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1);
  };
  return Matrix.from(m, n, () => (isComplex(dtype) ? [next(), next()] : [next()]));
}

/** How far the product of `q.H` and `q` is from the identity. */
export function skewness(q: Matrix): number {
  return q.H.times(q).minus(Matrix.identity(q.n)).size;
}
