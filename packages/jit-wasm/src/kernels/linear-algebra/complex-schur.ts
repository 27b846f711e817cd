import { call, type Expr, f64, f64x2, i32, type Local, type SharedFunctions, select } from "../../assembler/index.js";
import { Algebra } from "./algebra.js";
import { pair } from "./complex-quotient.js";
import { deflate, isExceptional, isLateExceptional, mostSweeps, widthOf } from "./deflation.js";
import { type Double, fieldOf, type Numeral } from "./field.js";
import { type Address, type Index, index, minus, plus } from "./places.js";
import { hypot } from "./vectors.js";

const complex = fieldOf("complex128");
const zero = f64.const(0);

/**
 * The Schur form of a complex n × n Hessenberg matrix, by QR iteration with implicit single shifts. Returns whether it
 * was found. Source: Golub and Van Loan, Matrix Computations, 7.5; the shifts and the deflation are those of LAPACK's
 * `lahqr`.
 *
 * @param h the matrix, in rows of `widthOf(n)`, and then T
 * @param z a matrix of which the columns are rotated: from Q to the Schur vectors; address 0 if they are not wanted
 */
export function complexSchur(functions: SharedFunctions, n: number, h: Address, z: Address): Expr<"i32"> {
  const ref = functions.get(`complexSchur${n}`, { h: "i32", z: "i32" }, "i32", (f, p) => {
    const stuck = f.let(i32.const(0));
    const end = f.let(i32.const(n - 1));
    f.while(
      () => i32.geS(end, i32.const(0)),
      () => {
        const start = f.let(deflate(functions, complex, n, p.h, end));
        f.if(
          i32.eq(start, end),
          () => {
            f.set(end, i32.sub(end, i32.const(1)));
            f.set(stuck, i32.const(0));
          },
          () => {
            f.set(stuck, i32.add(stuck, i32.const(1)));
            f.if(i32.gtS(stuck, i32.const(mostSweeps(n))), () => f.return(i32.const(0)));
            f.call(sweepFunction(functions, n), { ...p, start, end, stuck });
          },
        );
      },
    );
    return i32.const(1);
  });
  return call(ref, { h, z });
}

function sweepFunction(functions: SharedFunctions, n: number) {
  const parameters = { h: "i32", z: "i32", start: "i32", end: "i32", stuck: "i32" } as const;
  return functions.get(`complexSchur.sweep${n}`, parameters, "none", (f, p) => {
    const algebra = new Algebra(f, complex, functions);
    const { vectors } = algebra;
    const h = algebra.matrix(p.h, widthOf(complex, n));
    const shift = call(shiftFunction(functions, n), { h: p.h, start: p.start, end: p.end, stuck: p.stuck });
    const x = f.let(complex.difference(algebra.load(h.at(p.start, p.start)), f.let(shift)));
    const y = f.let(complex.load(h.at(plus(p.start, 1), p.start)));
    algebra.each(p.start, p.end, (k) => {
      const next = f.let(i32.add(k, i32.const(1)));
      const [top, below] = [h.at(k, minus(k, 1)), h.at(next, minus(k, 1))];
      const isLater = f.let(i32.gtS(k, p.start));
      f.if(isLater, () => {
        f.set(x, complex.load(top));
        f.set(y, complex.load(below));
      });
      const { c, s, r } = rotation(algebra, x, y);
      f.if(isLater, () => {
        algebra.store(top, r);
        algebra.store(below, algebra.real(zero));
      });
      f.do(vectors.rotate(minus(n, k), h.at(k, k), h.at(next, k), complex.bytes, c, s));
      const adjoint = algebra.conjugate(s);
      const two = index(plus(k, 2));
      const rows = plus(select(i32.ltS(two, p.end), two, p.end), 1);
      f.do(vectors.rotate(rows, h.at(0, k), h.at(0, next), h.rowBytes, c, adjoint));
      f.if(p.z, () => {
        const columns = algebra.matrix(p.z, widthOf(complex, n));
        f.do(vectors.rotate(n, columns.at(0, k), columns.at(0, next), h.rowBytes, c, adjoint));
      });
    });
  });
}

/**
 * The eigenvalue of the last block of two that is closer to its last element (Wilkinson's shift), or where sweeps have
 * not helped a number about as large.
 */
function shiftFunction(functions: SharedFunctions, n: number) {
  const parameters = { h: "i32", start: "i32", end: "i32", stuck: "i32" } as const;
  return functions.get(`complexSchur.shift${n}`, parameters, complex.type, (f, { h: from, start, end, stuck }) => {
    const algebra = new Algebra(f, complex, functions);
    const h = algebra.matrix(from, widthOf(complex, n));
    const at = (i: Index, j: Index): Numeral => algebra.load(h.at(i, j));
    const before = f.let(i32.sub(end, i32.const(1)));
    const last = at(end, end);
    f.if(isExceptional(stuck), () => {
      const away = (place: Numeral, x: Numeral) =>
        f.let(complex.add(place, complex.real(f64.mul(f64.const(0.75), algebra.size(x)))));
      f.if(isLateExceptional(stuck), () => f.return(away(last, at(end, before))));
      f.return(away(at(start, start), at(plus(start, 1), start)));
    });
    // Square roots first, so that the product neither overflows nor underflows.
    const u = algebra.product(squareRoot(algebra, at(before, end)), squareRoot(algebra, at(end, before)));
    f.if(algebra.isZero(u), () => f.return(last));
    const gap = f.let(complex.difference(at(before, before), last));
    const x = f.let(complex.scaled(gap, f64.const(0.5)));
    const scale = f.let(f64.max(algebra.size(u), algebra.size(x)));
    const square = (value: Numeral): Numeral => {
      const scaled = f.let(over(value, scale));
      return complex.product(scaled, scaled);
    };
    const root = squareRoot(algebra, f.let(complex.add(square(x), square(u))));
    const y = f.let(complex.scaled(root, scale));
    const cosine = f64.add(f64.mul(complex.re(x), complex.re(y)), f64.mul(complex.im(x), complex.im(y)));
    const sum = f.choose(
      f64.lt(cosine, zero),
      () => complex.difference(x, y),
      () => complex.add(x, y),
    );
    return complex.difference(last, algebra.product(u, algebra.quotient(u, sum)));
  });
}

/** A complex number over a real one. */
function over(x: Numeral, by: Double): Numeral {
  return f64x2.div(x as Expr<"v128">, f64x2.splat(by)); // Complex numbers are vectors.
}

/** The square root with a real part that is not negative. Source: Kahan, Branch cuts for complex elementary functions. */
function squareRoot({ f, functions }: Algebra, x: Numeral): Numeral {
  const ref = functions.get("complex.root", { x: complex.type }, complex.type, (g, p) => {
    const [re, im] = [g.let(complex.re(p.x)), g.let(complex.im(p.x))];
    const length = g.let(hypot(functions, re, im));
    g.if(f64.eq(length, zero), () => g.return(g.let(complex.real(zero))));
    const root = g.let(f64.sqrt(f64.mul(f64.const(0.5), f64.add(length, f64.abs(re)))));
    const other = g.let(f64.div(im, f64.mul(f64.const(2), root)));
    return g.choose(
      f64.ge(re, zero),
      () => pair(root, other),
      () => pair(f64.abs(other), f64.copysign(root, im)),
    );
  });
  return f.let(call(ref, { x }));
}

/** The rotation [c s; −s̄ c] with a real c that takes (x, y) to (r, 0). Source: LAPACK's `lartg`. */
function rotation(algebra: Algebra, x: Numeral, y: Numeral) {
  const { f, functions } = algebra;
  const sizeOf = (value: Numeral): Local<"f64"> => f.let(hypot(functions, complex.re(value), complex.im(value)));
  const [xs, ys] = [sizeOf(x), sizeOf(y)];
  const [c, s, r] = [f.let(f64.const(1)), f.let(complex.real(zero)), f.let(x)];
  f.if(f64.ne(ys, zero), () => {
    f.if(
      f64.eq(xs, zero),
      () => {
        f.set(c, zero);
        f.set(s, complex.conjugate(f.let(over(y, ys))));
        f.set(r, complex.real(ys));
      },
      () => {
        const length = f.let(hypot(functions, xs, ys));
        const phase = f.let(over(x, xs));
        f.set(c, f64.div(xs, length));
        f.set(s, complex.product(phase, algebra.conjugate(f.let(over(y, length)))));
        f.set(r, complex.scaled(phase, length));
      },
    );
  });
  return { c, s, r };
}
