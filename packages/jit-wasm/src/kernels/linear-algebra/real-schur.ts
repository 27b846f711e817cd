import { call, type Expr, f64, i32, type Local, type SharedFunctions, select } from "../../assembler/index.js";
import { Algebra } from "./algebra.js";
import { deflate, mostSweeps, widthOf } from "./deflation.js";
import { type Double, fieldOf } from "./field.js";
import { type Address, type Index, index, type Matrix, minus, plus } from "./places.js";
import { type Shifts, shifts } from "./real-shifts.js";
import { reflectThree } from "./reflect-three.js";
import { standardBlock } from "./standard-block.js";
import { hypot, rotateDoubles } from "./vectors.js";

const EPSILON = Number.EPSILON;
const real = fieldOf("float64");
const zero = f64.const(0);

/**
 * The real Schur form of an n × n Hessenberg matrix, by Francis' QR iteration with implicit double shifts. Returns
 * whether it was found.
 * Source: Golub and Van Loan, Matrix Computations, 7.5; LAPACK's `lahqr`, whose order of steps this is.
 *
 * @param h the matrix, in rows of `widthOf(n)`, and then T
 * @param z a matrix of which the columns are rotated: from Q to the Schur vectors; address 0 if they are not wanted
 */
export function realSchur(functions: SharedFunctions, n: number, h: Address, z: Address): Expr<"i32"> {
  const ref = functions.get(`realSchur${n}`, { h: "i32", z: "i32" }, "i32", (f, p) => {
    const algebra = new Algebra(f, real, functions);
    const left = f.let(i32.const(mostSweeps(n)));
    const stuck = f.let(i32.const(0));
    const end = f.let(i32.const(n - 1));
    f.while(
      () => i32.geS(end, i32.const(0)),
      () => {
        const start = f.let(deflate(functions, real, n, p.h, end));
        f.if(
          i32.geS(start, i32.sub(end, i32.const(1))),
          () => {
            f.if(i32.ne(start, end), () => standardise(algebra, n, p.h, p.z, start));
            f.set(end, i32.sub(start, i32.const(1)));
            f.set(stuck, i32.const(0));
            f.set(left, i32.const(mostSweeps(n)));
          },
          () => {
            f.if(i32.eqz(left), () => f.return(i32.const(0)));
            f.set(left, i32.sub(left, i32.const(1)));
            f.set(stuck, i32.add(stuck, i32.const(1)));
            f.call(sweepFunction(functions, n), { ...p, start, end, stuck });
          },
        );
      },
    );
    return i32.const(1);
  });
  return call(ref, { h, z });
}

/** Brings the block of two at k to standard form. */
function standardise(algebra: Algebra, n: number, from: Address, z: Address, k: Local<"i32">): void {
  const { f, functions, vectors } = algebra;
  const h = algebra.matrix(from, widthOf(real, n));
  const next = f.let(index(plus(k, 1)));
  const places = [h.at(k, k), h.at(k, next), h.at(next, k), h.at(next, next)] as const;
  const [a, b, c, d] = places;
  const block = standardBlock(f, functions, [f64.load(a), f64.load(b), f64.load(c), f64.load(d)]);
  const { cs, sn } = block;
  [block.a, block.b, block.c, block.d].forEach((value, i) => algebra.storeDouble(places[i]!, value));
  const after = plus(k, 2);
  f.do(rotateDoubles(functions, minus(n, after), h.at(k, after), h.at(next, after), cs, sn));
  f.do(vectors.rotate(k, h.at(0, k), h.at(0, next), h.rowBytes, cs, sn));
  f.if(z, () => {
    const columns = algebra.matrix(z, widthOf(real, n));
    f.do(vectors.rotate(n, columns.at(0, k), columns.at(0, next), h.rowBytes, cs, sn));
  });
}

/** The first column of the product of both shifted matrices, as a vector of three of size 1. */
type Three = readonly [Local<"f64">, Local<"f64">, Local<"f64">];

function sweepFunction(functions: SharedFunctions, n: number) {
  const parameters = { h: "i32", z: "i32", start: "i32", end: "i32", stuck: "i32" } as const;
  return functions.get(`realSchur.sweep${n}`, parameters, "none", (f, p) => {
    const algebra = new Algebra(f, real, functions);
    const h = algebra.matrix(p.h, widthOf(real, n));
    const v: Three = [f.local("f64"), f.local("f64"), f.local("f64")];
    const first = findStart(algebra, h, p, shifts(algebra, h, p.start, p.end, p.stuck), v);
    algebra.each(first, p.end, (k) => {
      const isThree = f.let(i32.ltS(plus1(k), p.end));
      const before = minus(k, 1);
      const [top, below, last] = [h.at(k, before), h.at(plus(k, 1), before), h.at(plus(k, 2), before)];
      const isLater = f.let(i32.gtS(k, first));
      f.if(isLater, () => {
        f.set(v[0], f64.load(top));
        f.set(v[1], f64.load(below));
        f.set(v[2], zero);
        f.if(isThree, () => f.set(v[2], f64.load(last)));
      });
      const { tau, beta } = reflector(algebra, v);
      f.if(
        isLater,
        () => {
          algebra.storeDouble(top, beta);
          algebra.storeDouble(below, zero);
          f.if(isThree, () => algebra.storeDouble(last, zero));
        },
        () => {
          f.if(i32.gtS(first, p.start), () => {
            algebra.storeDouble(top, f64.mul(f64.load(top), f64.sub(f64.const(1), tau)));
          });
        },
      );
      const bytes = h.rowBytes;
      const reflect = (count: Index, start: Address, across: number, step: number) =>
        f.do(reflectThree(functions, { count, start, across, step }, isThree, tau, v[1], v[2]));
      reflect(minus(n, k), h.at(k, k), bytes, 8);
      const three = plus(k, 3);
      const rows = select(i32.ltS(index(three), p.end), index(three), p.end);
      reflect(plus(rows, 1), h.at(0, k), 8, bytes);
      f.if(p.z, () => reflect(n, algebra.matrix(p.z, widthOf(real, n)).at(0, k), 8, bytes));
    });
  });
}

const plus1 = (k: Expr<"i32">): Expr<"i32"> => i32.add(k, i32.const(1));

/**
 * Where the sweep begins, from the end of the active block backwards: at its start, or where two small elements follow
 * each other. `v` becomes what the first reflector is made of.
 */
function findStart(
  algebra: Algebra,
  h: Matrix,
  { start, end }: { readonly start: Local<"i32">; readonly end: Local<"i32"> },
  { r1, i1, r2, i2 }: Shifts,
  v: Three,
): Local<"i32"> {
  const { f } = algebra;
  const at = (i: Index, j: Index): Local<"f64"> => algebra.double(h.at(i, j));
  const first = f.let(i32.sub(end, i32.const(2)));
  f.block((found) => {
    f.loop((again) => {
      const next = f.let(plus1(first));
      const [a, b, c, d] = [at(first, first), at(first, next), at(next, first), at(next, next)];
      const size = f.let(f64.add(f64.add(f64.abs(f64.sub(a, r2)), f64.abs(i2)), f64.abs(c)));
      const below = f.let(f64.div(c, size));
      const square = f64.mul(f64.sub(a, r1), f64.div(f64.sub(a, r2), size));
      f.set(v[0], f64.sub(f64.add(f64.mul(below, b), square), f64.mul(i1, f64.div(i2, size))));
      f.set(v[1], f64.mul(below, f64.sub(f64.sub(f64.add(a, d), r1), r2)));
      f.set(v[2], f64.mul(below, at(plus(first, 2), next)));
      const sum = f.let(f64.add(f64.add(f64.abs(v[0]), f64.abs(v[1])), f64.abs(v[2])));
      for (const x of v) f.set(x, f64.div(x, sum));
      f.brIf(found, i32.eq(first, start));
      const before = f.let(i32.sub(first, i32.const(1)));
      const around = f64.add(f64.add(f64.abs(at(before, before)), f64.abs(a)), f64.abs(d));
      const rest = f64.mul(f64.abs(at(first, before)), f64.add(f64.abs(v[1]), f64.abs(v[2])));
      f.brIf(found, f64.le(rest, f64.mul(f64.mul(f64.const(EPSILON), f64.abs(v[0])), around)));
      f.set(first, before);
      f.br(again);
    });
  });
  return first;
}

/** The reflector of three numbers, which become its vector behind its first element, 1. See `makeReflector`. */
function reflector({ f, functions }: Algebra, v: Three): { readonly tau: Double; readonly beta: Double } {
  const alpha = f.let(v[0]);
  const rest = f.let(hypot(functions, v[1], v[2]));
  const [tau, beta] = [f.let(zero), f.let(alpha)];
  f.if(f64.ne(rest, zero), () => {
    f.set(beta, f64.neg(f64.copysign(hypot(functions, alpha, rest), alpha)));
    for (const x of [v[1], v[2]]) f.set(x, f64.div(x, f64.sub(alpha, beta)));
    f.set(tau, f64.div(f64.sub(beta, alpha), beta));
  });
  return { tau, beta };
}
