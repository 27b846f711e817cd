import { Workspace } from "../workspace.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field } from "./field.js";
import { storeReflector } from "./hessenberg.js";
import { plus, within } from "./places.js";
import { reflectorsAt, roomForReflectors } from "./reflectors.js";
import { completeHermitian, reverse, tridiagonalise } from "./tridiagonalise.js";

/**
 * The tridiagonal form: diagonals, the reflectors' taus, and a matrix that holds the diagonals and, beyond them in the
 * triangle that is read, the reflectors. Of the upper triangle columns are reduced from the last on, as LAPACK's
 * `sytd2` does: that is the reduction of the lower one with rows and columns in the opposite order.
 */
export function tridiagonal(field: Field, n: number, lower: boolean): Algorithm {
  const workspace = new Workspace();
  const room = roomForReflectors(workspace, field.lanes, { count: Math.max(n - 1, 0), first: 1, n, width: n });
  const whole = workspace.doubles(n * n * field.lanes);
  return {
    workspace,
    work: 2 * n ** 3 + 1,
    emit: (algebra, [from], [to, diagonal, beside, taus], work) => {
      const reflectors = reflectorsAt(algebra, room, work);
      const full = algebra.f.let(within(work, whole));
      const packed = algebra.matrix(to!, n);
      const [d, e] = [algebra.doubles(diagonal!), algebra.doubles(beside!)];
      if (!lower) reverse(algebra, n * n, algebra.vector(from!));
      algebra.copy(n * n, from!, to!);
      algebra.copy(n * n, from!, full);
      completeHermitian(algebra, n, full, true);
      tridiagonalise(algebra, n, full, d, e, reflectors);
      algebra.each(0, n, (k) => algebra.store(packed.at(k, k), algebra.real(algebra.double(d.at(k)))));
      algebra.each(0, reflectors.count, (k) => {
        algebra.store(packed.at(plus(k, 1), k), algebra.real(algebra.double(e.at(k))));
        storeReflector(algebra, n, to!, reflectors, k);
      });
      algebra.copy(reflectors.count, reflectors.taus.start, taus!);
      if (lower) return;
      reverse(algebra, n * n, algebra.vector(to!));
      reverse(algebra, reflectors.count, algebra.vector(taus!));
      reverse(algebra, n, d);
      reverse(algebra, reflectors.count, e);
    },
  };
}
