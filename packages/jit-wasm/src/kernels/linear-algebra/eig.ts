import { f64, f64x2, i32, type SharedFunctions } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import { Algebra } from "./algebra.js";
import { unbalance } from "./balance.js";
import { pair } from "./complex-quotient.js";
import type { Algorithm } from "./each-matrix.js";
import { type Field, fieldOf } from "./field.js";
import { type Address, index, times, within } from "./places.js";
import { roomForSchur, type SchurForm, schurForm } from "./schur.js";
import { triangularEigenvalues, triangularEigenvectors } from "./triangular-eigenvectors.js";
import { reverse } from "./tridiagonalise.js";
import { hypot, norm, scaleDoubles, Vectors } from "./vectors.js";

const [real, complex] = [fieldOf("float64"), fieldOf("complex128")];

/**
 * Eigenvalues, in the order of the Schur form, and eigenvectors of norm 1, of which the greatest element is real; those
 * of real eigenvalues of real matrices are real. Left ones have yᴴ A = λ yᴴ. All are NaN where A has an element that is
 * not finite. Source: Golub and Van Loan, Matrix Computations, 7.6; LAPACK's `geev`.
 */
export function eig(field: Field, n: number, wanted: { readonly left: boolean; readonly right: boolean }): Algorithm {
  const { lanes } = field;
  const isReal = lanes === 1;
  const vectors = wanted.left || wanted.right;
  const workspace = new Workspace();
  const room = roomForSchur(workspace, field, n);
  const square = (isWanted: boolean): number => workspace.doubles(isWanted ? 2 * n * n : 0);
  const places = {
    t: square(isReal),
    z: square(vectors),
    realZ: square(isReal && vectors),
    adjoint: square(wanted.left),
    x: square(vectors),
    values: workspace.doubles(2 * n),
  };
  return {
    workspace,
    work: 30 * n ** 3 + 1,
    emit: (algebra, [a], outs, work) => {
      const { f, functions } = algebra;
      const own = new Algebra(f, complex, functions);
      const place = (name: keyof typeof places) => f.let(within(work, places[name]));
      const widen = (from: Address, to: Address) => {
        own.clear(n * n, to);
        f.do(new Vectors(real, functions).copyStrided(n * n, from, 8, to, 16));
      };
      const found = vectors ? place(isReal ? "realZ" : "z") : undefined;
      const form = schurForm(algebra, n, { t: a!, z: found, work, room }, true);
      f.if(
        form.found,
        () => {
          const [t, z] = isReal ? [place("t"), place("z")] : [a!, place("z")];
          if (isReal) {
            widen(a!, t);
            if (found) widen(found, z);
          }
          triangularEigenvalues(own, n, t, outs[0]!);
          const [x, values] = [place("x"), place("values")];
          const finish = (out: Address, isLeft: boolean) => finishVectors(own, n, form, { z, x, out, isReal, isLeft });
          if (wanted.right) {
            triangularEigenvectors(own, n, t, outs[0]!, x, own.real(f64.const(1)));
            finish(outs.at(-1)!, false);
          }
          if (wanted.left) {
            // Left eigenvectors are the right ones of Tᴴ, which is upper triangular with rows and columns in the opposite
            // order. The phase is the one from which LAPACK's `trevc` starts; it decides their signs.
            const adjoint = place("adjoint");
            own.transpose(n, n, t, adjoint, true);
            reverse(own, n * n, own.vector(adjoint));
            triangularEigenvalues(own, n, adjoint, values);
            triangularEigenvectors(own, n, adjoint, values, x, f.let(pair(f64.const(0), f64.const(-1))));
            reverse(own, n * n, own.vector(x));
            finish(outs[1]!, true);
          }
          f.do(scaleDoubles(functions, 2 * n, outs[0]!, form.scale));
        },
        () => outs.forEach((out, i) => own.fill(i === 0 ? 2 * n : 2 * n * n, out, Number.NaN)),
      );
    },
  };
}

/** Where vectors come from, in rows, and where they go, in columns. */
interface Finish {
  readonly z: Address;
  readonly x: Address;
  readonly out: Address;
  readonly isReal: boolean;
  readonly isLeft: boolean;
}

/** From the eigenvectors of T to those of A. */
function finishVectors(algebra: Algebra, n: number, form: SchurForm, { z, x, out, isReal, isLeft }: Finish): void {
  const { f, functions, vectors } = algebra;
  const [basis, given, turned] = [algebra.matrix(z, n), algebra.matrix(x, n), algebra.matrix(out, n)];
  algebra.each(0, n, (k) => {
    const vector = f.let(turned.at(k, 0));
    const numbers = algebra.vector(vector);
    algebra.each(0, n, (i) => algebra.store(numbers.at(i), vectors.dot(n, basis.at(i, 0), given.at(k, 0))));
    unbalance(algebra, form.balanced, vector, 2, isLeft);
    f.call(normaliseFunction(functions, isReal), { n: i32.const(n), v: vector });
  });
  algebra.copy(n * n, out, x);
  algebra.transpose(n, n, x, out);
}

/** Makes the norm of an eigenvector 1, and its greatest element real: positive if the matrix is complex. */
function normaliseFunction(functions: SharedFunctions, realMatrix: boolean) {
  const name = `eigenvector${realMatrix ? "OfReal" : ""}`;
  return functions.get(name, { n: "i32", v: "i32" }, "none", (f, p) => {
    const algebra = new Algebra(f, complex, functions);
    const doubles = index(times(p.n, 2));
    const v = algebra.vector(p.v);
    const length = f.let(norm(functions, doubles, p.v));
    f.do(new Vectors(real, functions).divide(doubles, p.v, length));
    const [greatest, square, place] = [f.let(complex.real(f64.const(0))), f.let(f64.const(-1)), f.let(p.v)];
    const isComplex = f.let(i32.const(realMatrix ? 0 : 1));
    algebra.each(0, p.n, (i) => {
      const x = algebra.load(v.at(i));
      const [re, im] = [f.let(complex.re(x)), f.let(complex.im(x))];
      f.set(isComplex, i32.or(isComplex, f64.ne(im, f64.const(0))));
      const size = f.let(f64.add(f64.mul(re, re), f64.mul(im, im)));
      f.if(f64.gt(size, square), () => {
        f.set(greatest, x);
        f.set(square, size);
        f.set(place, v.at(i));
      });
    });
    f.if(isComplex, () => {
      const [re, im] = [f.let(complex.re(greatest)), f.let(complex.im(greatest))];
      const size = f.let(hypot(functions, re, im));
      const signed = realMatrix ? f64.copysign(size, re) : size;
      const turn = f.let(f64x2.div(pair(re, f64.neg(im)), f64x2.splat(signed)));
      algebra.each(0, p.n, (i) => algebra.store(v.at(i), complex.product(algebra.load(v.at(i)), turn)));
      f.do(f64.store(place, f64.const(0), { offset: 8 }));
    });
  });
}
