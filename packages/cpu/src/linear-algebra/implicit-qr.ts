import { swapRows } from "./dense.js";
import { rotateRows, rotation } from "./givens.js";
import { withSign } from "./number.js";
import { leastSingularValue2, svd2 } from "./svd2.js";

const EPSILON = Number.EPSILON / 2;
/** The relative accuracy to which singular values are found. */
const TOLERANCE = EPSILON ** (-1 / 8) * EPSILON;
const SAFE = 2 ** -1022;
/** Of what LAPACK allows, n² times; it takes about two sweeps for a value. */
const MOST_SWEEPS = 6;

/** Vectors in rows of `width` doubles, that are rotated together with a bidiagonal matrix. */
export interface RotatedRows {
  readonly rows: Float64Array;
  readonly width: number;
}

/** A run of a bidiagonal matrix without a zero beside its diagonal, from `first` to `last` in the direction of `step`. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly step: 1 | -1;
}

/**
 * The singular values of a real upper bidiagonal matrix, in descending order, by implicit QR with a zero shift where
 * that is needed to find the small ones to high relative accuracy.
 * Source: Demmel and Kahan, Accurate singular values of bidiagonal matrices, SIAM J. Sci. Stat. Comput. 11 (1990);
 * LAPACK's `bdsqr`, whose order of steps this is.
 */
export class BidiagonalSvd {
  readonly #n: number;
  readonly #threshold: number;

  /**
   * @param d the diagonal, and then the singular values
   * @param e above the diagonal; overwritten
   * @param left at least n rows, from Qᵀ to the left singular vectors
   * @param right n rows, from Pᵀ to the right singular vectors
   */
  constructor(
    readonly d: Float64Array,
    readonly e: Float64Array,
    readonly left: RotatedRows,
    readonly right: RotatedRows,
  ) {
    this.#n = d.length;
    this.#threshold = Math.max(TOLERANCE * leastValue(d, e), MOST_SWEEPS * this.#n * this.#n * SAFE);
  }

  /** Returns whether the values were found. */
  solve(): boolean {
    const { d, e } = this;
    let budget = MOST_SWEEPS * this.#n * this.#n;
    let before: Run | undefined;
    for (let end = this.#n - 1; end > 0; ) {
      const start = this.#startOf(end);
      if (start === end) end--;
      else if (start === end - 1) {
        this.#solveTwo(start);
        end -= 2;
      } else {
        const run = this.#directed(start, end, before);
        before = run;
        const least = this.#converge(run);
        if (least === undefined) continue;
        budget -= end - start;
        if (budget < 0) return false;
        this.#sweep(run, this.#shift(run, least));
        const tail = between(run, run.last - run.step);
        if (Math.abs(e[tail]!) <= this.#threshold) e[tail] = 0;
      }
    }
    // A negative value turns its right vector; one that stands alone turns its left vector, as LAPACK's `bdsdc` has it.
    for (let i = 0; i < this.#n; i++) {
      if (d[i]! > 0 || Object.is(d[i], 0)) continue;
      d[i] = -d[i]!;
      const { rows, width } = this.#n === 1 ? this.left : this.right;
      for (let k = i * width; k < (i + 1) * width; k++) rows[k] = -rows[k]!;
    }
    this.#sortDescending();
    return true;
  }

  /** Where the run that ends at `end` begins: after the last negligible entry. */
  #startOf(end: number): number {
    for (let k = end - 1; k >= 0; k--) {
      if (Math.abs(this.e[k]!) > this.#threshold) continue;
      this.e[k] = 0;
      return k + 1;
    }
    return 0;
  }

  #solveTwo(i: number): void {
    const { d, e, left, right } = this;
    const { large, small, cl, sl, cr, sr } = svd2(d[i]!, e[i]!, d[i + 1]!);
    d[i] = large;
    e[i] = 0;
    d[i + 1] = small;
    rotateRows(right.rows, right.width, i, i + 1, cr, sr);
    rotateRows(left.rows, left.width, i, i + 1, cl, sl);
  }

  /** Sweeps go from the larger end of the diagonal to the smaller one, the same way until the run has left the last one. */
  #directed(start: number, end: number, before: Run | undefined): Run {
    const low = before && Math.min(before.first, before.last);
    const high = before && Math.max(before.first, before.last);
    const known = before && start <= (high as number) && end >= (low as number);
    const down = known ? before.step === 1 : Math.abs(this.d[start]!) >= Math.abs(this.d[end]!);
    return down ? { first: start, last: end, step: 1 } : { first: end, last: start, step: -1 };
  }

  /** Removes an entry that is negligible beside its neighbours; or else returns a lower bound of the singular values. */
  #converge(run: Run): number | undefined {
    const { d, e } = this;
    const { first, last, step } = run;
    const tail = between(run, last - step);
    if (Math.abs(e[tail]!) <= TOLERANCE * Math.abs(d[last]!)) {
      e[tail] = 0;
      return undefined;
    }
    let size = Math.abs(d[first]!);
    let least = size;
    for (let k = first; k !== last; k += step) {
      const at = between(run, k);
      const beside = Math.abs(e[at]!);
      if (beside <= TOLERANCE * size) {
        e[at] = 0;
        return undefined;
      }
      size = Math.abs(d[k + step]!) * (size / (size + beside));
      least = Math.min(least, size);
    }
    return least;
  }

  /** The shift, or 0 where a shift would cost the small singular values their relative accuracy. */
  #shift(run: Run, least: number): number {
    const { d, e } = this;
    const { first, last, step } = run;
    let greatest = 0;
    for (let k = first; k !== last + step; k += step) {
      greatest = Math.max(greatest, Math.abs(d[k]!), k === last ? 0 : Math.abs(e[between(run, k)]!));
    }
    if (this.#n * TOLERANCE * (least / greatest) <= Math.max(EPSILON, 0.01 * TOLERANCE)) return 0;
    const shift = leastSingularValue2(d[last - step]!, e[between(run, last - step)]!, d[last]!);
    const top = Math.abs(d[first]!);
    return top > 0 && (shift / top) ** 2 < EPSILON ? 0 : shift;
  }

  #sweep(run: Run, shift: number): void {
    if (shift === 0) this.#zeroShiftSweep(run);
    else this.#shiftedSweep(run, shift);
  }

  /** Rotates vectors i and the next of the side from which the first rotations of a sweep come, or of the other side. */
  #rotate({ step }: Run, side: "near" | "far", i: number, c: number, s: number): void {
    const { rows, width } = (side === "near") === (step === 1) ? this.right : this.left;
    rotateRows(rows, width, i, i + step, c, s);
  }

  #zeroShiftSweep(run: Run): void {
    const { d, e } = this;
    const { first, last, step } = run;
    let near = { c: 1, s: 0, r: 0 };
    let far = { c: 1, s: 0, r: 0 };
    for (let i = first; i !== last; i += step) {
      near = rotation(d[i]! * near.c, e[between(run, i)]!);
      if (i !== first) e[between(run, i - step)] = far.s * near.r;
      far = rotation(far.c * near.r, d[i + step]! * near.s);
      d[i] = far.r;
      this.#rotate(run, "near", i, near.c, near.s);
      this.#rotate(run, "far", i, far.c, far.s);
    }
    const h = d[last]! * near.c;
    d[last] = h * far.c;
    e[between(run, last - step)] = h * far.s;
  }

  #shiftedSweep(run: Run, shift: number): void {
    const { d, e } = this;
    const { first, last, step } = run;
    let f = (Math.abs(d[first]!) - shift) * (withSign(1, d[first]!) + shift / d[first]!);
    let g = e[between(run, first)]!;
    for (let i = first; i !== last; i += step) {
      const at = between(run, i);
      const near = rotation(f, g);
      if (i !== first) e[between(run, i - step)] = near.r;
      f = near.c * d[i]! + near.s * e[at]!;
      e[at] = near.c * e[at]! - near.s * d[i]!;
      g = near.s * d[i + step]!;
      d[i + step]! *= near.c;
      const far = rotation(f, g);
      d[i] = far.r;
      f = far.c * e[at]! + far.s * d[i + step]!;
      d[i + step] = far.c * d[i + step]! - far.s * e[at]!;
      if (i + step !== last) {
        const next = between(run, i + step);
        g = far.s * e[next]!;
        e[next]! *= far.c;
      }
      this.#rotate(run, "near", i, near.c, near.s);
      this.#rotate(run, "far", i, far.c, far.s);
    }
    e[between(run, last - step)] = f;
  }

  #sortDescending(): void {
    const { d, left, right } = this;
    for (let end = this.#n - 1; end > 0; end--) {
      let least = 0;
      for (let j = 1; j <= end; j++) if (d[j]! <= d[least]!) least = j;
      if (least === end) continue;
      const value = d[end]!;
      d[end] = d[least]!;
      d[least] = value;
      for (const { rows, width } of [left, right]) swapRows(rows, width, least, end);
    }
  }
}

/** The place in `e` of the entry between row k of a run and the next one. */
function between({ step }: Run, k: number): number {
  return step === 1 ? k : k - 1;
}

/** A lower bound of the singular values, which is close to the least of them. Source: Demmel and Kahan 1990, (2.4). */
function leastValue(d: Float64Array, e: Float64Array): number {
  let size = Math.abs(d[0] ?? 0);
  let least = size;
  for (let i = 1; i < d.length && least > 0; i++) {
    size = Math.abs(d[i]!) * (size / (size + Math.abs(e[i - 1]!)));
    least = Math.min(least, size);
  }
  return least / Math.sqrt(d.length);
}
