import { f64, i32 } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field } from "./field.js";
import { productOf } from "./householder.js";
import { normalise } from "./normalise.js";
import { within } from "./places.js";
import { reflectorsAt, roomForReflectors } from "./reflectors.js";
import { symmetricTridiagonalEigen } from "./tridiagonal-eigen.js";
import { completeHermitian, reverse, tridiagonalise } from "./tridiagonalise.js";

/**
 * Eigenvalues of a Hermitian matrix in ascending order, and eigenvectors of norm 1: by reduction to a tridiagonal
 * matrix and the QL method. Source: Golub and Van Loan, Matrix Computations, 8.3. All results are NaN where the
 * triangle that is read has an element that is not finite.
 *
 * @param lower which triangle is read
 * @param range the eigenvalues wanted, by their order
 */
export function eigh(field: Field, n: number, lower: boolean, [first, end]: readonly [number, number]): Algorithm {
  const { lanes } = field;
  const workspace = new Workspace();
  const room = roomForReflectors(workspace, lanes, { count: Math.max(n - 1, 0), first: 1, n, width: n });
  const places = { d: workspace.doubles(n), e: workspace.doubles(n), q: workspace.doubles(n * n * lanes) };
  const count = end - first;
  return {
    workspace,
    work: 9 * n ** 3 + 1,
    emit: (algebra, [a], [v, w], work) => {
      const { f, functions } = algebra;
      const reflectors = reflectorsAt(algebra, room, work);
      const [d, e] = [algebra.doubles(f.let(within(work, places.d))), algebra.doubles(f.let(within(work, places.e)))];
      const q = f.let(within(work, places.q));
      completeHermitian(algebra, n, a!, lower);
      const scale = normalise(algebra, n * n * lanes, a!);
      // The upper triangle is reduced from its end, as LAPACK does: it is the lower one in the opposite order.
      if (!lower) reverse(algebra, n * n, algebra.vector(a!));
      tridiagonalise(algebra, n, a!, d, e, reflectors);
      productOf(algebra, reflectors, n, q);
      if (!lower) {
        reverse(algebra, n * n, algebra.vector(q));
        reverse(algebra, n, d);
        reverse(algebra, n - 1, e);
      }
      // Vectors lie in rows here, so that rotating them runs along the memory.
      algebra.transpose(n, n, q, a!);
      const found = f.let(i32.const(0));
      f.if(f64.eq(scale, scale), () => {
        f.set(found, symmetricTridiagonalEigen(functions, n, d.start, e.start, a!, n * lanes));
      });
      f.if(
        found,
        () => {
          const values = algebra.doubles(w!);
          algebra.each(0, count, (i) => {
            algebra.storeDouble(values.at(i), f64.mul(scale, algebra.double(d.at(i32.add(i, i32.const(first))))));
          });
          algebra.transpose(count, n, algebra.matrix(a!, n).at(first, 0), v!);
        },
        () => {
          algebra.fill(n * count * lanes, v!, Number.NaN);
          algebra.fill(count, w!, Number.NaN);
        },
      );
    },
  };
}
