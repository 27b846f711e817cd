import { swapRows } from "./dense.js";
import { rotateRows, rotation } from "./givens.js";
import { withSign } from "./number.js";

const EPSILON = Number.EPSILON / 2;
const SAFE = 2 ** -1022;
/** Iterations for each eigenvalue, after which the search is given up. It takes two, as a rule. */
const MOST_ITERATIONS = 30;

/**
 * The eigenvalues of a real symmetric tridiagonal matrix, in ascending order, by the implicitly shifted QL method, or
 * QR where the matrix is graded the other way. Returns whether they were found.
 * Source: Golub and Van Loan, Matrix Computations, 8.3; LAPACK's `steqr`, whose order of steps this is.
 *
 * @param d the diagonal, and then the eigenvalues
 * @param e beside the diagonal; overwritten
 * @param z rows of `width` doubles, which are rotated as the eigenvectors are: from Qᵀ to (Q V)ᵀ
 */
export function symmetricTridiagonalEigen(d: Float64Array, e: Float64Array, z: Float64Array, width: number): boolean {
  const n = d.length;
  let iterations = n * MOST_ITERATIONS;
  for (let start = 0; start < n; ) {
    let end = start;
    while (end < n - 1 && !splits(d, e, end)) end++;
    if (end < n - 1) e[end] = 0;
    const descending = Math.abs(d[end]!) < Math.abs(d[start]!);
    const block = new Block(d, e, z, width, descending ? -1 : 1);
    const left = block.solve(descending ? end : start, descending ? start : end, iterations);
    if (left < 0) return false;
    iterations = left;
    start = end + 1;
  }
  sortAscending(d, z, width);
  return true;
}

/** Whether the entry after d[k] is so small that the matrix falls apart there. */
function splits(d: Float64Array, e: Float64Array, k: number): boolean {
  return Math.abs(e[k]!) <= Math.sqrt(Math.abs(d[k]!)) * Math.sqrt(Math.abs(d[k + 1]!)) * EPSILON;
}

/** A part of the matrix that is looked at from its first row on (step 1: QL) or from its last (step −1: QR). */
class Block {
  constructor(
    readonly d: Float64Array,
    readonly e: Float64Array,
    readonly z: Float64Array,
    readonly width: number,
    readonly step: 1 | -1,
  ) {}

  /** The place in `e` of the entry between row k and the one after it. */
  #between(k: number): number {
    return this.step === 1 ? k : k - 1;
  }

  /** Rotates eigenvectors k and the one after it. */
  #rotate(k: number, c: number, s: number): void {
    if (this.step === 1) rotateRows(this.z, this.width, k, k + 1, c, -s);
    else rotateRows(this.z, this.width, k - 1, k, c, s);
  }

  /** Finds all eigenvalues from `first` to `last`; returns how many of the iterations are left, or −1. */
  solve(first: number, last: number, iterations: number): number {
    const { e, step } = this;
    for (let at = first; step * (last - at) >= 0; ) {
      let end = at;
      while (end !== last && !this.#negligible(end)) end += step;
      if (end !== last) e[this.#between(end)] = 0;
      if (end === at) at += step;
      else if (end === at + step) {
        this.#solveTwo(at);
        at += 2 * step;
      } else {
        if (--iterations < 0) return -1;
        this.#sweep(at, end);
      }
    }
    return iterations;
  }

  #negligible(k: number): boolean {
    const { d, e, step } = this;
    const size = Math.abs(e[this.#between(k)]!);
    return size * size <= EPSILON * EPSILON * Math.abs(d[k]!) * Math.abs(d[k + step]!) + SAFE;
  }

  /** Both eigenvalues of rows `at` and the one after it. */
  #solveTwo(at: number): void {
    const { d, e, z, width, step } = this;
    const first = step === 1 ? at : at - 1;
    const { large, small, c, s } = symmetricEigen2(d[first]!, e[first]!, d[first + 1]!);
    rotateRows(z, width, first, first + 1, c, s);
    d[first] = large;
    d[first + 1] = small;
    e[first] = 0;
  }

  /** One step with Wilkinson's shift, which makes the entry beside row `at` small. */
  #sweep(at: number, end: number): void {
    const { d, e, step } = this;
    let p = d[at]!;
    const beside = e[this.#between(at)]!;
    const half = (d[at + step]! - p) / (2 * beside);
    let g = d[end]! - p + beside / (half + withSign(Math.hypot(half, 1), half));
    let s = 1;
    let c = 1;
    p = 0;
    for (let i = end - step; ; i -= step) {
      const between = this.#between(i);
      const f = s * e[between]!;
      const b = c * e[between]!;
      const turn = rotation(g, f);
      ({ c, s } = turn);
      if (i !== end - step) e[this.#between(i + step)] = turn.r;
      g = d[i + step]! - p;
      const r = (d[i]! - g) * s + 2 * c * b;
      p = s * r;
      d[i + step] = g + p;
      g = c * r - b;
      this.#rotate(i, c, s);
      if (i === at) break;
    }
    d[at]! -= p;
    e[this.#between(at)] = g;
  }
}

/** The eigenvalues of [a b; b c], and the unit eigenvector (c, s) of the one that is larger in size. */
interface Eigen2 {
  readonly large: number;
  readonly small: number;
  readonly c: number;
  readonly s: number;
}

/** Source: LAPACK's `laev2`, which gets the smaller eigenvalue from the determinant, without cancellation. */
function symmetricEigen2(a: number, b: number, c: number): Eigen2 {
  const sum = a + c;
  const root = Math.hypot(a - c, 2 * b);
  const large = sum < 0 ? (sum - root) / 2 : (sum + root) / 2;
  const [more, less] = Math.abs(a) > Math.abs(c) ? [a, c] : [c, a];
  const small = sum === 0 ? -root / 2 : (more / large) * less - (b / large) * b;
  const grows = a >= c;
  // A row of the matrix without one of its eigenvalues: the eigenvector of the other one is along it or across it.
  const x = grows ? a - c + root : a - c - root;
  const y = 2 * b;
  let [cosine, sine] = [1, 0];
  if (Math.abs(x) > Math.abs(y)) {
    const cotangent = -y / x;
    sine = 1 / Math.sqrt(1 + cotangent * cotangent);
    cosine = cotangent * sine;
  } else if (y !== 0) {
    const tangent = -x / y;
    cosine = 1 / Math.sqrt(1 + tangent * tangent);
    sine = tangent * cosine;
  }
  return sum < 0 === grows ? { large, small, c: cosine, s: sine } : { large, small, c: -sine, s: cosine };
}

/** Puts eigenvalues in ascending order, and their vectors with them, with the fewest exchanges. */
function sortAscending(d: Float64Array, z: Float64Array, width: number): void {
  const n = d.length;
  for (let i = 0; i < n - 1; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++) if (d[j]! < d[least]!) least = j;
    if (least === i) continue;
    const value = d[i]!;
    d[i] = d[least]!;
    d[least] = value;
    swapRows(z, width, i, least);
  }
}
