import { f64 } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field } from "./field.js";
import { productOf } from "./householder.js";
import { minus } from "./places.js";
import { reflectorsAt, roomForReflectors } from "./reflectors.js";

/**
 * The first n columns of the product of the reflectors that lie in the columns of an m × n matrix, below its diagonal.
 * Source: LAPACK's `org2r`.
 */
export function householderProduct(field: Field, m: number, n: number, count: number): Algorithm {
  const workspace = new Workspace();
  const room = roomForReflectors(workspace, field.lanes, { count, first: 0, n: m, width: n });
  return {
    workspace,
    work: 2 * m * n * n + 1,
    emit: (algebra, [from, taus], [to], work) => {
      const { f, vectors } = algebra;
      const a = algebra.matrix(from!, n);
      const reflectors = reflectorsAt(algebra, room, work);
      algebra.copy(count, taus!, reflectors.taus.start);
      algebra.each(0, count, (k) => {
        const to_ = reflectors.v.at(k, 0);
        f.do(vectors.copyStrided(minus(m, k), a.at(k, k), a.rowBytes, to_, field.bytes));
        algebra.store(reflectors.v.at(k, 0), algebra.real(f64.const(1)));
      });
      productOf(algebra, reflectors, n, to!);
    },
  };
}
