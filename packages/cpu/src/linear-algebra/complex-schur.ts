import { type Complex, difference, negative, product, quotient, size1 } from "./number.js";

const EPSILON = Number.EPSILON;
const SAFE = 2 ** -1022;
/** Sweeps for each eigenvalue, after which the search is given up; every tenth without success has an exceptional shift. */
const MOST_SWEEPS = 30;
const EXCEPTIONAL = 10;

/**
 * The Schur form of a complex Hessenberg matrix, by QR iteration with implicit single shifts.
 * Source: Golub and Van Loan, Matrix Computations, 7.5; the shifts and the deflation are those of LAPACK's `lahqr`.
 */
export class ComplexSchur {
  readonly #small: number;

  /**
   * @param h n × n, interleaved, and then T
   * @param z n × n, of which the columns are rotated: from Q to the Schur vectors; none if they are not wanted
   */
  constructor(
    readonly n: number,
    readonly h: Float64Array,
    readonly z: Float64Array | undefined,
  ) {
    this.#small = SAFE * (n / EPSILON);
  }

  #at(i: number, j: number): Complex {
    const at = 2 * (i * this.n + j);
    return { re: this.h[at]!, im: this.h[at + 1]! };
  }

  #set(i: number, j: number, { re, im }: Complex): void {
    const at = 2 * (i * this.n + j);
    this.h[at] = re;
    this.h[at + 1] = im;
  }

  /** Returns whether the form was found. */
  solve(): boolean {
    let stuck = 0;
    for (let end = this.n - 1; end >= 0; ) {
      const start = this.#deflate(end);
      if (start === end) {
        end--;
        stuck = 0;
        continue;
      }
      if (++stuck > MOST_SWEEPS * Math.max(10, this.n)) return false;
      this.#sweep(start, end, this.#shift(start, end, stuck));
    }
    return true;
  }

  /** Where the active block that ends at `end` begins: after the last negligible subdiagonal element, which becomes 0. */
  #deflate(end: number): number {
    for (let k = end; k > 0; k--) {
      if (!this.#negligible(k)) continue;
      this.#set(k, k - 1, { re: 0, im: 0 });
      return k;
    }
    return 0;
  }

  #negligible(k: number): boolean {
    const below = size1(this.#at(k, k - 1));
    if (below <= this.#small) return true;
    let size = size1(this.#at(k - 1, k - 1)) + size1(this.#at(k, k));
    if (size === 0) {
      if (k >= 2) size += size1(this.#at(k - 1, k - 2));
      if (k + 1 < this.n) size += size1(this.#at(k + 1, k));
    }
    if (below > EPSILON * size) return false;
    const above = size1(this.#at(k - 1, k));
    const here = size1(this.#at(k, k));
    const gap = size1(difference(this.#at(k - 1, k - 1), this.#at(k, k)));
    const [more, less] = [Math.max(below, above), Math.min(below, above)];
    const [far, near] = [Math.max(here, gap), Math.min(here, gap)];
    const sum = far + more;
    return less * (more / sum) <= Math.max(this.#small, EPSILON * (near * (far / sum)));
  }

  /** The eigenvalue of the last block of two that is closer to its last element (Wilkinson's shift). */
  #shift(start: number, end: number, stuck: number): Complex {
    const last = this.#at(end, end);
    if (stuck % EXCEPTIONAL === 0) {
      const late = stuck % (2 * EXCEPTIONAL) === 0;
      const size = 0.75 * size1(late ? this.#at(end, end - 1) : this.#at(start + 1, start));
      const from = late ? last : this.#at(start, start);
      return { re: from.re + size, im: from.im };
    }
    // Square roots first, so that the product neither overflows nor underflows.
    const u = product(squareRoot(this.#at(end - 1, end)), squareRoot(this.#at(end, end - 1)));
    if (size1(u) === 0) return last;
    const gap = difference(this.#at(end - 1, end - 1), last);
    const x = { re: gap.re / 2, im: gap.im / 2 };
    const scale = Math.max(size1(u), size1(x));
    const [xs, us] = [over(x, scale), over(u, scale)];
    const squares = difference(product(xs, xs), negative(product(us, us)));
    const root = squareRoot(squares);
    const y = { re: root.re * scale, im: root.im * scale };
    const sum = x.re * y.re + x.im * y.im < 0 ? difference(x, y) : difference(x, negative(y));
    return difference(last, product(u, quotient(u, sum)));
  }

  #sweep(start: number, end: number, shift: Complex): void {
    const { n, h, z } = this;
    let f = difference(this.#at(start, start), shift);
    let g = this.#at(start + 1, start);
    for (let k = start; k < end; k++) {
      if (k > start) [f, g] = [this.#at(k, k - 1), this.#at(k + 1, k - 1)];
      const { c, s, r } = complexRotation(f, g);
      if (k > start) {
        this.#set(k, k - 1, r);
        this.#set(k + 1, k - 1, { re: 0, im: 0 });
      }
      rotate(h, k * n + k, (k + 1) * n + k, 1, n - k, c, s);
      const adjoint = { re: s.re, im: -s.im };
      rotate(h, k, k + 1, n, Math.min(k + 2, end) + 1, c, adjoint);
      if (z) rotate(z, k, k + 1, n, n, c, adjoint);
    }
  }
}

/** x := c x + s y and y := c y − s̄ x, for two runs of `count` complex numbers at steps. */
function rotate(a: Float64Array, xAt: number, yAt: number, step: number, count: number, c: number, s: Complex): void {
  const { re, im } = s;
  for (let i = 2 * xAt, j = 2 * yAt, k = 0; k < count; k++, i += 2 * step, j += 2 * step) {
    const [a0, a1] = [a[i]!, a[i + 1]!];
    const [b0, b1] = [a[j]!, a[j + 1]!];
    a[i] = c * a0 + re * b0 - im * b1;
    a[i + 1] = c * a1 + re * b1 + im * b0;
    a[j] = c * b0 - re * a0 - im * a1;
    a[j + 1] = c * b1 - re * a1 + im * a0;
  }
}

/** The rotation [c s; −s̄ c] with real c that takes (f, g) to (r, 0). Source: LAPACK's `lartg`. */
function complexRotation(f: Complex, g: Complex): { readonly c: number; readonly s: Complex; readonly r: Complex } {
  const [fs, gs] = [Math.hypot(f.re, f.im), Math.hypot(g.re, g.im)];
  if (gs === 0) return { c: 1, s: { re: 0, im: 0 }, r: f };
  if (fs === 0) return { c: 0, s: { re: g.re / gs, im: -g.im / gs }, r: { re: gs, im: 0 } };
  const length = Math.hypot(fs, gs);
  const phase = over(f, fs);
  return {
    c: fs / length,
    s: product(phase, { re: g.re / length, im: -g.im / length }),
    r: { re: phase.re * length, im: phase.im * length },
  };
}

function over({ re, im }: Complex, by: number): Complex {
  return { re: re / by, im: im / by };
}

/** The square root with a real part that is not negative. Source: Kahan, Branch cuts for complex elementary functions. */
function squareRoot({ re, im }: Complex): Complex {
  const length = Math.hypot(re, im);
  if (length === 0) return { re: 0, im: 0 };
  const root = Math.sqrt((length + Math.abs(re)) / 2);
  const other = im / (2 * root);
  return re >= 0 ? { re: root, im: other } : { re: Math.abs(other), im: im < 0 ? -root : root };
}
