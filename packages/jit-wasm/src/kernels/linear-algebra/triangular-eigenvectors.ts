import { type Expr, f64, i32, type Local, type SharedFunctions, select } from "../../assembler/index.js";
import { Algebra } from "./algebra.js";
import { pair } from "./complex-quotient.js";
import { type Double, fieldOf, type Numeral } from "./field.js";
import { type Address, type Index, index, type Matrix, minus, plus } from "./places.js";

const EPSILON = Number.EPSILON;
const SAFE = 2 ** -1022;
/** A vector that has grown beyond this is made smaller, so that it does not overflow. */
const BIG = 1e150;

const complex = fieldOf("complex128");

/** Whether a block of two begins at row k of a triangular matrix with such blocks. */
function isBlock(algebra: Algebra, n: number, t: Matrix, k: Local<"i32">): Local<"i32"> {
  const { f } = algebra;
  const found = f.let(i32.const(0));
  f.if(i32.ltS(k, i32.const(n - 1)), () => {
    f.set(found, i32.eqz(algebra.isZero(algebra.load(t.at(plus(k, 1), k)))));
  });
  return found;
}

/**
 * The eigenvalues of a triangular matrix, or of a real one with blocks of two in standard form, in the order of rows.
 *
 * @param from n × n complex numbers
 */
export function triangularEigenvalues(algebra: Algebra, n: number, from: Address, to: Address): void {
  const { f } = algebra;
  const [t, values] = [algebra.matrix(from, n), algebra.vector(to)];
  const k = f.let(i32.const(0));
  const next = f.local("i32");
  f.while(
    () => i32.ltS(k, i32.const(n)),
    () => {
      f.set(next, i32.add(k, i32.const(1)));
      const value = algebra.load(t.at(k, k));
      algebra.store(values.at(k), value);
      f.if(isBlock(algebra, n, t, k), () => {
        const root = (at: Address): Double => f64.sqrt(f64.abs(complex.re(complex.load(at))));
        const im = f.let(f64.mul(root(t.at(k, next)), root(t.at(next, k))));
        algebra.store(values.at(k), pair(complex.re(value), im));
        algebra.store(values.at(next), pair(complex.re(value), f64.neg(im)));
        f.set(next, i32.add(next, i32.const(1)));
      });
      f.set(k, next);
    },
  );
}

/**
 * The eigenvectors of such a matrix, in the rows of another, in the order of its eigenvalues. Of a block of two, the
 * second is the conjugate of the first.
 *
 * @param phase what the first vector of a block of two is multiplied by
 */
export function triangularEigenvectors(
  algebra: Algebra,
  n: number,
  from: Address,
  eigenvalues: Address,
  to: Address,
  phase: Numeral,
): void {
  const { f, functions } = algebra;
  const [t, values, x] = [algebra.matrix(from, n), algebra.vector(eigenvalues), algebra.matrix(to, n)];
  const one = algebra.real(f64.const(1));
  algebra.clear(n * n, to);
  const k = f.let(i32.const(0));
  f.while(
    () => i32.ltS(k, i32.const(n)),
    () => {
      const next = f.let(i32.add(k, i32.const(1)));
      const value = algebra.load(values.at(k));
      const solve = (count: Expr<"i32">) =>
        f.call(backSubstitution(functions, n), { t: from, x: x.at(k, 0), k, count, value });
      f.if(
        isBlock(algebra, n, t, k),
        () => {
          const [first, second] = blockEigenvector(algebra, t, k, value);
          algebra.store(x.at(k, k), algebra.product(phase, first));
          algebra.store(x.at(k, next), algebra.product(phase, second));
          solve(i32.add(k, i32.const(2)));
          algebra.copy(n, x.at(k, 0), x.at(next, 0));
          algebra.conjugateAll(n, x.at(next, 0));
          f.set(k, i32.add(k, i32.const(2)));
        },
        () => {
          algebra.store(x.at(k, k), one);
          solve(next);
          f.set(k, next);
        },
      );
    },
  );
}

/** The eigenvector of a block of two in standard form at row k, for its eigenvalue with a positive imaginary part. */
function blockEigenvector(algebra: Algebra, t: Matrix, k: Local<"i32">, value: Numeral): readonly [Numeral, Numeral] {
  const { f } = algebra;
  const part = (at: Address): Local<"f64"> => f.let(complex.re(complex.load(at)));
  const [above, below] = [part(t.at(k, plus(k, 1))), part(t.at(plus(k, 1), k))];
  const im = complex.im(value);
  const isUpper = f.let(f64.ge(f64.abs(above), f64.abs(below)));
  const choose = (x: Numeral, y: Numeral): Numeral => f.let(select(isUpper, x, y));
  const [zero, one] = [f64.const(0), f64.const(1)];
  return [
    choose(complex.real(one), complex.real(f64.neg(f64.div(im, below)))),
    choose(pair(zero, f64.div(im, above)), pair(zero, one)),
  ];
}

/**
 * Completes the eigenvector of which `count` elements from row k on are given; all after them are zero. A divisor that is
 * too small for the precision is made just large enough. Source: Golub and Van Loan, Matrix Computations, 7.6.4; LAPACK's
 * `trevc`.
 */
function backSubstitution(functions: SharedFunctions, n: number) {
  const parameters = { t: "i32", x: "i32", k: "i32", count: "i32", value: complex.type } as const;
  return functions.get(`triangularEigenvector${n}`, parameters, "none", (f, p) => {
    const algebra = new Algebra(f, complex, functions);
    const [t, x] = [algebra.matrix(p.t, n), algebra.vector(p.x)];
    const { vectors } = algebra;
    const least = f.let(f64.max(f64.mul(f64.const(EPSILON), algebra.size(p.value)), f64.const(SAFE / EPSILON)));
    const right = (row: Index, from: Index): Numeral =>
      algebra.negative(f.let(vectors.dot(minus(p.count, from), t.at(row, from), x.at(from))));
    const shifted = (i: Index): Numeral => f.let(complex.difference(algebra.load(t.at(i, i)), p.value));
    const i = f.let(i32.sub(p.k, i32.const(1)));
    f.while(
      () => i32.geS(i, i32.const(0)),
      () => {
        const [before, after] = [f.let(i32.sub(i, i32.const(1))), f.let(i32.add(i, i32.const(1)))];
        const isSecond = f.let(i32.const(0));
        f.if(i32.gtS(i, i32.const(0)), () => {
          f.set(isSecond, i32.eqz(algebra.isZero(algebra.load(t.at(i, before)))));
        });
        f.if(
          isSecond,
          () => {
            const upper = [shifted(before), algebra.load(t.at(before, i)), right(before, after)] as const;
            const lower = [algebra.load(t.at(i, before)), shifted(i), right(i, after)] as const;
            const [first, second] = solveTwo(algebra, upper, lower, least);
            algebra.store(x.at(before), first);
            algebra.store(x.at(i), second);
            f.set(i, before);
          },
          () => algebra.store(x.at(i), algebra.quotient(right(i, after), atLeast(algebra, shifted(i), least))),
        );
        const size = (at: Index): Double => algebra.size(algebra.load(x.at(at)));
        const greatest = f.let(f64.max(size(i), size(plus(i, 1))));
        f.if(f64.gt(greatest, f64.const(BIG)), () => {
          f.do(vectors.divide(minus(p.count, i), x.at(i), algebra.real(greatest)));
        });
        f.set(i, index(minus(i, 1)));
      },
    );
  });
}

function atLeast(algebra: Algebra, divisor: Numeral, least: Double): Numeral {
  return algebra.f.let(select(f64.lt(algebra.size(divisor), least), complex.real(least), divisor));
}

/** An equation a x + b y = p. */
type Equation = readonly [a: Numeral, b: Numeral, p: Numeral];

/** The solution of two equations: x from the one in which its factor is greater. */
function solveTwo(algebra: Algebra, upper: Equation, lower: Equation, least: Double): readonly [Numeral, Numeral] {
  const { f } = algebra;
  const isLower = f.let(f64.lt(algebra.size(upper[0]), algebra.size(lower[0])));
  const choose = (x: Equation, y: Equation) => x.map((number, i) => f.let(select(isLower, number, y[i]!)));
  const [[a, b, p], [c, d, q]] = [choose(lower, upper), choose(upper, lower)] as unknown as [Equation, Equation]; // Of three.
  const factor = algebra.quotient(c, a);
  const divisor = f.let(complex.difference(d, algebra.product(factor, b)));
  const rest = f.let(complex.difference(q, algebra.product(factor, p)));
  const y = algebra.quotient(rest, atLeast(algebra, divisor, least));
  return [algebra.quotient(f.let(complex.difference(p, algebra.product(b, y))), a), y];
}
