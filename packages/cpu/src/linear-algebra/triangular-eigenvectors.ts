import { type Complex, difference, one, product, quotient, real, size1, zero } from "./number.js";

const EPSILON = Number.EPSILON;
const SAFE = 2 ** -1022;
/** A vector that has grown beyond this is made smaller, so that it does not overflow. */
const BIG = 1e150;

/** A matrix of complex numbers by its elements. */
export type Elements = (i: number, j: number) => Complex;

/** The eigenvalues of a triangular matrix, or of a real one with blocks of two in standard form, in the order of rows. */
export function triangularEigenvalues(n: number, t: Elements): readonly Complex[] {
  const values: Complex[] = [];
  for (let k = 0; k < n; k++) {
    const value = t(k, k);
    if (k + 1 === n || size1(t(k + 1, k)) === 0) values.push(value);
    else {
      const im = Math.sqrt(Math.abs(t(k, k + 1).re)) * Math.sqrt(Math.abs(t(k + 1, k).re));
      values.push({ re: value.re, im }, { re: value.re, im: -im });
      k++;
    }
  }
  return values;
}

/** The eigenvector of a block of two in standard form at row k, for its eigenvalue with a positive imaginary part. */
function blockEigenvector(t: Elements, k: number, { im }: Complex): [Complex, Complex] {
  const [above, below] = [t(k, k + 1).re, t(k + 1, k).re];
  return Math.abs(above) >= Math.abs(below) ? [one, { re: 0, im: im / above }] : [real(-im / below), { re: 0, im: 1 }];
}

/**
 * The eigenvector of such a matrix that begins with zeros but for `start`, from row k on, by back substitution; all
 * further elements are zero. A divisor that is too small for the precision is made just large enough. Source: Golub and Van Loan, Matrix Computations, 7.6.4; LAPACK's `trevc`.
 */
function triangularEigenvector(t: Elements, k: number, value: Complex, start: readonly Complex[]): Complex[] {
  const x: Complex[] = [...new Array<Complex>(k).fill(zero), ...start];
  const least = Math.max(EPSILON * size1(value), SAFE / EPSILON);
  const right = (row: number, from: number) => {
    let sum = zero;
    for (let j = from; j < x.length; j++) sum = difference(sum, product(t(row, j), x[j]!));
    return sum;
  };
  for (let i = k - 1; i >= 0; i--) {
    if (i > 0 && size1(t(i, i - 1)) !== 0) {
      const [a, b] = [difference(t(i - 1, i - 1), value), t(i - 1, i)];
      const [c, d] = [t(i, i - 1), difference(t(i, i), value)];
      [x[i - 1], x[i]] = solveTwo([a, b, c, d], right(i - 1, i + 1), right(i, i + 1), least);
      i--;
    } else x[i] = quotient(right(i, i + 1), atLeast(difference(t(i, i), value), least));
    const size = Math.max(size1(x[i]!), size1(x[i + 1]!));
    if (size > BIG) for (let j = i; j < x.length; j++) x[j] = quotient(x[j]!, real(size));
  }
  return x;
}

function atLeast(divisor: Complex, least: number): Complex {
  return size1(divisor) < least ? real(least) : divisor;
}

/** The solution of [a b; c d] x = (p, q), where c is not zero. */
function solveTwo(
  [a, b, c, d]: readonly [Complex, Complex, Complex, Complex],
  p: Complex,
  q: Complex,
  least: number,
): [Complex, Complex] {
  if (size1(a) < size1(c)) {
    const factor = quotient(a, c);
    const second = eliminated(b, d, p, q, factor, least);
    return [quotient(difference(q, product(d, second)), c), second];
  }
  const factor = quotient(c, a);
  const second = eliminated(d, b, q, p, factor, least);
  return [quotient(difference(p, product(b, second)), a), second];
}

/** The second unknown, from an equation less `factor` times the pivot's. */
function eliminated(d: Complex, pivot: Complex, q: Complex, pivotRight: Complex, factor: Complex, least: number) {
  const divisor = atLeast(difference(d, product(factor, pivot)), least);
  return quotient(difference(q, product(factor, pivotRight)), divisor);
}

/**
 * The eigenvectors of such a matrix, in the columns of a complex matrix in the order of its eigenvalues. Of a block of
 * two, the second is the conjugate of the first.
 *
 * @param phase what the first vector of a block of two is multiplied by
 */
export function triangularEigenvectors(n: number, t: Elements, phase: Complex): Float64Array {
  const out = new Float64Array(2 * n * n);
  const store = (column: number, x: readonly Complex[], sign: 1 | -1) =>
    x.forEach(({ re, im }, i) => {
      out[2 * (i * n + column)] = re;
      out[2 * (i * n + column) + 1] = sign * im;
    });
  const values = triangularEigenvalues(n, t);
  for (let k = 0; k < n; k++) {
    const block = k + 1 < n && size1(t(k + 1, k)) !== 0;
    const value = values[k]!;
    const start = block ? blockEigenvector(t, k, value).map((element) => product(phase, element)) : [one];
    const x = triangularEigenvector(t, k, value, start);
    store(k, x, 1);
    if (block) store(++k, x, -1);
  }
  return out;
}
