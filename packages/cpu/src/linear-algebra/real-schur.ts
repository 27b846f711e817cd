import { withSign } from "./number.js";
import { standardBlock } from "./standard-block.js";

const EPSILON = Number.EPSILON;
const SAFE = 2 ** -1022;
/** Sweeps for each eigenvalue, after which the search is given up; every tenth without success has an exceptional shift. */
const MOST_SWEEPS = 30;
const EXCEPTIONAL = 10;

/**
 * The real Schur form of a Hessenberg matrix, by Francis' QR iteration with implicit double shifts.
 * Source: Golub and Van Loan, Matrix Computations, 7.5; Ahues and Tisseur, A new deflation criterion for the QR
 * algorithm, LAPACK Working Note 122; LAPACK's `lahqr`, whose order of steps this is.
 */
export class RealSchur {
  readonly #small: number;

  /**
   * @param h n × n, and then T
   * @param z n × n, of which the columns are rotated: from Q to the Schur vectors; none if they are not wanted
   */
  constructor(
    readonly n: number,
    readonly h: Float64Array,
    readonly z: Float64Array | undefined,
  ) {
    this.#small = SAFE * (n / EPSILON);
  }

  #at(i: number, j: number): number {
    return this.h[i * this.n + j]!;
  }

  #set(i: number, j: number, value: number): void {
    this.h[i * this.n + j] = value;
  }

  /** Returns whether the form was found. */
  solve(): boolean {
    let left = MOST_SWEEPS * Math.max(10, this.n);
    let stuck = 0;
    for (let end = this.n - 1; end >= 0; ) {
      const start = this.#deflate(end);
      if (start >= end - 1) {
        if (start === end - 1) this.#standardise(start);
        end = start - 1;
        stuck = 0;
        left = MOST_SWEEPS * Math.max(10, this.n);
        continue;
      }
      if (left-- === 0) return false;
      this.#sweep(start, end, ++stuck);
    }
    return true;
  }

  /** Where the active block that ends at `end` begins: after the last negligible subdiagonal element, which becomes 0. */
  #deflate(end: number): number {
    for (let k = end; k > 0; k--) {
      if (!this.#negligible(k)) continue;
      this.#set(k, k - 1, 0);
      return k;
    }
    return 0;
  }

  #negligible(k: number): boolean {
    const below = Math.abs(this.#at(k, k - 1));
    if (below <= this.#small) return true;
    let size = Math.abs(this.#at(k - 1, k - 1)) + Math.abs(this.#at(k, k));
    if (size === 0) {
      if (k >= 2) size += Math.abs(this.#at(k - 1, k - 2));
      if (k + 1 < this.n) size += Math.abs(this.#at(k + 1, k));
    }
    if (below > EPSILON * size) return false;
    const above = Math.abs(this.#at(k - 1, k));
    const here = Math.abs(this.#at(k, k));
    const gap = Math.abs(this.#at(k - 1, k - 1) - this.#at(k, k));
    const [more, less] = [Math.max(below, above), Math.min(below, above)];
    const [far, near] = [Math.max(here, gap), Math.min(here, gap)];
    const sum = far + more;
    return less * (more / sum) <= Math.max(this.#small, EPSILON * (near * (far / sum)));
  }

  /** The two shifts, both real or conjugate: λ₁ + λ₂ and λ₁ by its parts, λ₂ by its own. */
  #shifts(start: number, end: number, stuck: number): readonly [r1: number, i1: number, r2: number, i2: number] {
    let [a, b] = [this.#at(end - 1, end - 1), this.#at(end - 1, end)];
    let [c, d] = [this.#at(end, end - 1), this.#at(end, end)];
    if (stuck % EXCEPTIONAL === 0) {
      const late = stuck % (2 * EXCEPTIONAL) === 0;
      const size = late
        ? Math.abs(c) + Math.abs(this.#at(end - 1, end - 2))
        : Math.abs(this.#at(start + 1, start)) + Math.abs(this.#at(start + 2, start + 1));
      a = 0.75 * size + (late ? d : this.#at(start, start));
      [b, c, d] = [-0.4375 * size, size, a];
    }
    const scale = Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d);
    if (scale === 0) return [0, 0, 0, 0];
    const [a1, b1, c1, d1] = [a / scale, b / scale, c / scale, d / scale];
    const mean = (a1 + d1) / 2;
    const determinant = (a1 - mean) * (d1 - mean) - b1 * c1;
    const root = Math.sqrt(Math.abs(determinant));
    if (determinant >= 0) return [mean * scale, root * scale, mean * scale, -root * scale];
    // Of two real ones the closer to the last element, twice.
    const near = Math.abs(mean + root - d1) <= Math.abs(mean - root - d1) ? mean + root : mean - root;
    return [near * scale, 0, near * scale, 0];
  }

  #sweep(start: number, end: number, stuck: number): void {
    const [r1, i1, r2, i2] = this.#shifts(start, end, stuck);
    const v = new Float64Array(3);
    let first = end - 2;
    for (; ; first--) {
      const [a, b] = [this.#at(first, first), this.#at(first, first + 1)];
      const [c, d] = [this.#at(first + 1, first), this.#at(first + 1, first + 1)];
      const size = Math.abs(a - r2) + Math.abs(i2) + Math.abs(c);
      const below = c / size;
      v[0] = below * b + (a - r1) * ((a - r2) / size) - i1 * (i2 / size);
      v[1] = below * (a + d - r1 - r2);
      v[2] = below * this.#at(first + 2, first + 1);
      const sum = Math.abs(v[0]) + Math.abs(v[1]) + Math.abs(v[2]);
      for (let i = 0; i < 3; i++) v[i]! /= sum;
      if (first === start) break;
      // Two small elements one after the other do: the sweep may begin there.
      const around = Math.abs(this.#at(first - 1, first - 1)) + Math.abs(a) + Math.abs(d);
      const rest = Math.abs(this.#at(first, first - 1)) * (Math.abs(v[1]) + Math.abs(v[2]));
      if (rest <= EPSILON * Math.abs(v[0]) * around) break;
    }
    for (let k = first; k < end; k++) {
      const size = Math.min(3, end - k + 1);
      if (k > first) for (let i = 0; i < 3; i++) v[i] = i < size ? this.#at(k + i, k - 1) : 0;
      else if (size < 3) v[2] = 0;
      const { tau, beta } = reflect3(v);
      if (k > first) {
        this.#set(k, k - 1, beta);
        for (let i = 1; i < size; i++) this.#set(k + i, k - 1, 0);
      } else if (first > start) this.h[k * this.n + k - 1]! *= 1 - tau;
      this.#apply(k, size, tau, v, end);
    }
  }

  /** Reflects rows and columns k and those after it. */
  #apply(k: number, size: number, tau: number, v: Float64Array, end: number): void {
    const { n, h, z } = this;
    const [v1, v2] = [v[1]!, v[2]!];
    const [r0, r1, r2] = [k * n, (k + 1) * n, (size === 3 ? k + 2 : k + 1) * n];
    for (let j = k; j < n; j++) {
      const sum = tau * (h[r0 + j]! + v1 * h[r1 + j]! + (size === 3 ? v2 * h[r2 + j]! : 0));
      h[r0 + j]! -= sum;
      h[r1 + j]! -= sum * v1;
      if (size === 3) h[r2 + j]! -= sum * v2;
    }
    reflectColumns3(h, n, k, size, tau, v1, v2, Math.min(k + 3, end) + 1);
    if (z) reflectColumns3(z, n, k, size, tau, v1, v2, n);
  }

  /** Brings the block of two at k to standard form. */
  #standardise(k: number): void {
    const { n, h, z } = this;
    const block = standardBlock(this.#at(k, k), this.#at(k, k + 1), this.#at(k + 1, k), this.#at(k + 1, k + 1));
    const { cs, sn } = block;
    this.#set(k, k, block.a);
    this.#set(k, k + 1, block.b);
    this.#set(k + 1, k, block.c);
    this.#set(k + 1, k + 1, block.d);
    for (let j = k + 2; j < n; j++) rotatePair(h, k * n + j, (k + 1) * n + j, cs, sn);
    for (let i = 0; i < k; i++) rotatePair(h, i * n + k, i * n + k + 1, cs, sn);
    if (z) for (let i = 0; i < n; i++) rotatePair(z, i * n + k, i * n + k + 1, cs, sn);
  }
}

function rotatePair(a: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [a[i]!, a[j]!];
  a[i] = c * x + s * y;
  a[j] = c * y - s * x;
}

function reflectColumns3(
  a: Float64Array,
  n: number,
  k: number,
  size: number,
  tau: number,
  v1: number,
  v2: number,
  rows: number,
): void {
  for (let at = k, end = rows * n + k; at < end; at += n) {
    const sum = tau * (a[at]! + v1 * a[at + 1]! + (size === 3 ? v2 * a[at + 2]! : 0));
    a[at]! -= sum;
    a[at + 1]! -= sum * v1;
    if (size === 3) a[at + 2]! -= sum * v2;
  }
}

/** The reflector of three numbers, which become its vector. See `reflection`, which does this for any number of them. */
function reflect3(v: Float64Array): { readonly tau: number; readonly beta: number } {
  const alpha = v[0]!;
  const rest = Math.hypot(v[1]!, v[2]!);
  v[0] = 1;
  if (rest === 0) return { tau: 0, beta: alpha };
  const beta = -withSign(Math.hypot(alpha, rest), alpha);
  v[1]! /= alpha - beta;
  v[2]! /= alpha - beta;
  return { tau: (beta - alpha) / beta, beta };
}
