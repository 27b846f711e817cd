import { call, f64, i32 } from "../../assembler/index.js";
import { Algebra } from "./algebra.js";
import { reflectBlock } from "./block-reflector.js";
import type { Double } from "./field.js";
import { type Address, type Index, index, type Matrix, minus, plus, times } from "./places.js";
import { BLOCK, type Reflectors } from "./reflectors.js";
import { hypot, norm } from "./vectors.js";

/**
 * Makes the numbers that lie in row `k` of the reflectors' v its reflector: the one that brings them to a real multiple
 * β = −sign(Re x₀) ‖x‖ of the first unit vector; the identity if they are that already. Returns β.
 * Source: Golub and Van Loan, Matrix Computations, 5.1; LAPACK's `larfg`.
 */
export function makeReflector(algebra: Algebra, { first, n, v, taus }: Reflectors, k: Index): Double {
  const { field, functions, vectors } = algebra;
  const parameters = { n: "i32", x: "i32", tau: "i32" } as const;
  const ref = functions.get(`${field.name}.reflection`, parameters, "f64", (f, p) => {
    const alpha = f.let(field.load(p.x));
    const [re, im] = [f.let(field.re(alpha)), f.let(field.im(alpha))];
    const rest = minus(p.n, 1);
    const behind = f.let(i32.add(p.x, i32.const(field.bytes)));
    const length = f.let(norm(functions, times(rest, field.lanes), behind));
    f.do(field.store(p.x, field.real(f64.const(1))));
    f.if(i32.and(f64.eq(length, f64.const(0)), f64.eq(im, f64.const(0))), () => {
      f.do(field.store(p.tau, field.real(f64.const(0))));
      f.return(re);
    });
    const whole = hypot(functions, hypot(functions, re, im), length);
    const beta = f.let(f64.neg(f64.copysign(whole, re)));
    const turned = f.let(field.negative(f.let(field.difference(alpha, field.real(beta)))));
    f.do(field.store(p.tau, field.quotient(f, functions, turned, f.let(field.real(beta)))));
    f.do(vectors.divide(rest, behind, f.let(field.negative(turned))));
    return beta;
  });
  const length = minus(n - first, k);
  return algebra.f.let(call(ref, { n: index(length), x: v.at(k, 0), tau: taus.at(k) }));
}

/** A := H A, or Hᴴ A: the rows that reflector `k` works on, in `columns` columns from `a` on; rows are `rowBytes` apart. */
export function reflectRows(
  algebra: Algebra,
  { first, n, v, taus, sums }: Reflectors,
  k: Index,
  adjoint: boolean,
  a: Address,
  rowBytes: number,
  columns: Index,
): void {
  const { f, field, functions, vectors } = algebra;
  const ref = functions.get(
    `${field.name}.reflectRows`,
    { n: "i32", tau: field.type, v: "i32", a: "i32", rowBytes: "i32", columns: "i32", sums: "i32" },
    "none",
    (g, p) => {
      const own = new Algebra(g, field, functions);
      g.if(own.isZero(p.tau), () => g.return());
      own.clear(p.columns, p.sums);
      const x = own.vector(p.v);
      const row = g.let(p.a);
      own.each(0, p.n, (i) => {
        g.do(vectors.addScaled(p.columns, own.conjugate(own.load(x.at(i))), row, p.sums));
        g.set(row, i32.add(row, p.rowBytes));
      });
      g.set(row, p.a);
      own.each(0, p.n, (i) => {
        const factor = own.negative(own.product(p.tau, own.load(x.at(i))));
        g.do(vectors.addScaled(p.columns, factor, p.sums, row));
        g.set(row, i32.add(row, p.rowBytes));
      });
    },
  );
  const tau = algebra.load(taus.at(k));
  f.call(ref, {
    n: index(minus(n - first, k)),
    tau: adjoint ? algebra.conjugate(tau) : tau,
    v: v.at(k, 0),
    a,
    rowBytes: i32.const(rowBytes),
    columns: index(columns),
    sums,
  });
}

/** A := A H: the columns that reflector `k` works on, in `rows` rows from `a` on; rows are `rowBytes` apart. */
export function reflectColumns(
  algebra: Algebra,
  { first, n, v, taus }: Reflectors,
  k: Index,
  a: Address,
  rowBytes: number,
  rows: Index,
): void {
  const { f, field, functions, vectors } = algebra;
  const ref = functions.get(
    `${field.name}.reflectColumns`,
    { n: "i32", tau: field.type, v: "i32", a: "i32", rowBytes: "i32", rows: "i32" },
    "none",
    (g, p) => {
      const own = new Algebra(g, field, functions);
      g.if(own.isZero(p.tau), () => g.return());
      own.each(0, p.rows, () => {
        const sum = g.let(vectors.dot(p.n, p.v, p.a));
        g.do(vectors.addScaledConjugate(p.n, own.negative(own.product(p.tau, sum)), p.v, p.a));
        g.set(p.a, i32.add(p.a, p.rowBytes));
      });
    },
  );
  f.call(ref, {
    n: index(minus(n - first, k)),
    tau: algebra.load(taus.at(k)),
    v: v.at(k, 0),
    a,
    rowBytes: i32.const(rowBytes),
    rows: index(rows),
  });
}

/** The first columns of the product of the reflectors H₀ H₁ H₂ …: n × columns, at `to`. */
export function productOf(algebra: Algebra, reflectors: Reflectors, columns: number, to: Address): void {
  algebra.identity(reflectors.n, columns, to);
  applyProduct(algebra, reflectors, algebra.matrix(to, columns), true);
}

/**
 * A := H₀ H₁ H₂ … A.
 *
 * @param isIdentity whether A has the first columns of the identity: the rows and columns before the first that a
 * reflector works on stay so
 */
export function applyProduct(algebra: Algebra, reflectors: Reflectors, a: Matrix, isIdentity = false): void {
  const { f } = algebra;
  const { first, block } = reflectors;
  const count = isIdentity ? Math.min(reflectors.count, a.width - first) : reflectors.count;
  const column = (k: Index) => (isIdentity ? plus(k, first) : 0);
  if (block === undefined) {
    algebra.descending(count, (k) => {
      const at = column(k);
      reflectRows(algebra, reflectors, k, false, a.at(plus(k, first), at), a.rowBytes, minus(a.width, at));
    });
    return;
  }
  algebra.descending(Math.ceil(count / BLOCK), (i) => {
    const start = f.let(i32.mul(i, i32.const(BLOCK)));
    const end = algebra.atMost(i32.add(start, i32.const(BLOCK)), count);
    reflectBlock(algebra, reflectors, [start, end], false, a, [column(start), a.width]);
  });
}
