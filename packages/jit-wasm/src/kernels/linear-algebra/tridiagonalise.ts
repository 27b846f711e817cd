import { f64, i32 } from "../../assembler/index.js";
import { Algebra } from "./algebra.js";
import { addBothConjugates, dotAndAdd } from "./hermitian-update.js";
import { makeReflector } from "./householder.js";
import { type Address, index, minus, plus, Vector } from "./places.js";
import type { Reflectors } from "./reflectors.js";

/**
 * Reduces a Hermitian matrix to a real symmetric tridiagonal T with A = Q T Qᴴ, by reflections of its columns from the
 * first on; Q is the product of the reflectors. Source: Golub and Van Loan, Matrix Computations, 8.3.1; LAPACK's `sytd2`.
 *
 * @param from all of the matrix, which is overwritten
 */
export function tridiagonalise(
  algebra: Algebra,
  n: number,
  from: Address,
  d: Vector,
  e: Vector,
  reflectors: Reflectors,
): void {
  const { f, field, vectors } = algebra;
  const a = algebra.matrix(from, n);
  algebra.each(0, n, (k) => {
    algebra.storeDouble(d.at(k), field.re(algebra.load(a.at(k, k))));
    f.if(i32.ltS(k, i32.const(n - 1)), () => {
      const next = f.let(index(plus(k, 1)));
      const rest = minus(n - 1, k);
      f.do(vectors.copyStrided(rest, a.at(next, k), a.rowBytes, reflectors.v.at(k, 0), field.bytes));
      algebra.storeDouble(e.at(k), makeReflector(algebra, reflectors, k));
      f.call(reflectBothSides(algebra), {
        n: index(rest),
        tau: algebra.load(reflectors.taus.at(k)),
        v: reflectors.v.at(k, 0),
        a: a.at(next, next),
        rowBytes: i32.const(a.rowBytes),
        w: reflectors.sums,
      });
    });
  });
}

/** A := Hᴴ A H in some of its rows and columns, as an update A − v wᴴ − w vᴴ of rank two. */
function reflectBothSides({ field, functions, vectors }: Algebra) {
  return functions.get(
    `${field.name}.reflectBothSides`,
    { n: "i32", tau: field.type, v: "i32", a: "i32", rowBytes: "i32", w: "i32" },
    "none",
    (f, p) => {
      const own = new Algebra(f, field, functions);
      f.if(own.isZero(p.tau), () => f.return());
      const [v, w] = [own.vector(p.v), own.vector(p.w)];
      const row = f.let(p.a);
      // Of the rows only the lower triangle is read and written: each element stands for its conjugate, too.
      own.clear(p.n, p.w);
      own.each(0, p.n, (i) => {
        const here = own.load(v.at(i));
        const before = f.let(dotAndAdd(functions, field, i, row, p.v, here, p.w));
        const diagonal = own.product(own.load(new Vector(row, field.bytes).at(i)), here);
        own.store(w.at(i), field.add(before, diagonal));
        f.set(row, i32.add(row, p.rowBytes));
      });
      own.each(0, p.n, (i) => own.store(w.at(i), own.product(p.tau, own.load(w.at(i)))));
      const half = f.let(field.scaled(p.tau, f64.const(-0.5)));
      f.do(vectors.addScaled(p.n, own.product(half, f.let(vectors.dotConjugate(p.n, p.w, p.v))), p.v, p.w));
      f.set(row, p.a);
      own.each(0, p.n, (i) => {
        const [x, y] = [own.negative(own.load(v.at(i))), own.negative(own.load(w.at(i)))];
        f.do(addBothConjugates(functions, field, plus(i, 1), [x, p.w], [y, p.v], row));
        f.set(row, i32.add(row, p.rowBytes));
      });
    },
  );
}

/** Completes a Hermitian matrix of which one triangle is given, in place. */
export function completeHermitian(algebra: Algebra, n: number, at: Address, lower: boolean): void {
  const { field } = algebra;
  const a = algebra.matrix(at, n);
  algebra.each(0, n, (i) => {
    algebra.each(0, i, (j) => {
      const [from, to] = lower ? [a.at(i, j), a.at(j, i)] : [a.at(j, i), a.at(i, j)];
      algebra.store(to, algebra.conjugate(algebra.load(from)));
    });
    algebra.store(a.at(i, i), algebra.real(field.re(algebra.load(a.at(i, i)))));
  });
}

/** Puts numbers in the opposite order. */
export function reverse(algebra: Algebra, n: number, numbers: Vector): void {
  const { f, field } = algebra;
  algebra.each(0, Math.floor(n / 2), (i) => {
    const [here, there] = [numbers.at(i), numbers.at(minus(n - 1, i))];
    if (numbers.bytes === field.bytes) {
      const [x, y] = [algebra.load(here), algebra.load(there)];
      algebra.store(here, y);
      algebra.store(there, x);
    } else {
      const [x, y] = [algebra.double(here), algebra.double(there)];
      f.do(f64.store(here, y));
      f.do(f64.store(there, x));
    }
  });
}
