import { f64, i32 } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import type { Algorithm } from "./each-matrix.js";
import { type Address, type Index, index, minus, plus } from "./places.js";
import { swapDoubles } from "./vectors.js";

/**
 * A[permutation] = L U with partial pivoting, L and U together in one matrix. A column without a nonzero pivot is
 * passed over, and its U has a zero on the diagonal. Source: Golub and Van Loan, Matrix Computations, 3.4; LAPACK's
 * `getf2`, whose pivots these are.
 */
export function lu(m: number, n: number): Algorithm {
  const steps = Math.min(m, n);
  return {
    workspace: new Workspace(),
    work: m * n * steps + 1,
    emit: (algebra, [from], [to, pivotsTo, permutationTo]) => {
      const { f, field, functions, vectors } = algebra;
      const factors = algebra.matrix(to!, n);
      const pivots = algebra.doubles(pivotsTo!);
      algebra.copy(m * n, from!, to!);
      algebra.each(0, steps, (k) => {
        const pivot = f.let(k);
        const greatest = f.let(algebra.size(algebra.load(factors.at(k, k))));
        algebra.each(plus(k, 1), m, (i) => {
          const size = f.let(algebra.size(algebra.load(factors.at(i, k))));
          f.if(f64.gt(size, greatest), () => {
            f.set(pivot, i);
            f.set(greatest, size);
          });
        });
        algebra.storeDouble(pivots.at(k), f64.convertI32S(pivot));
        f.if(i32.ne(pivot, k), () => {
          f.do(swapDoubles(functions, n * field.lanes, factors.at(k, 0), factors.at(pivot, 0)));
        });
        const top = algebra.load(factors.at(k, k));
        f.if(i32.eqz(algebra.isZero(top)), () => {
          algebra.each(plus(k, 1), m, (i) => {
            const factor = algebra.quotient(algebra.load(factors.at(i, k)), top);
            algebra.store(factors.at(i, k), factor);
            const rest = minus(n - 1, k);
            const [above, row] = [factors.at(k, plus(k, 1)), factors.at(i, plus(k, 1))];
            f.do(vectors.addScaled(rest, algebra.negative(factor), above, row));
          });
        });
      });
      permute(algebra, steps, m, pivotsTo!, permutationTo!);
    },
  };
}

/** The order of rows that is left when each row `i` has changed places with row `pivots[i]`, one after the other. */
export function pivotsToPermutation(count: number, size: number): Algorithm {
  return {
    workspace: new Workspace(),
    work: size + 1,
    emit: (algebra, [pivots], [permutation]) => permute(algebra, count, size, pivots!, permutation!),
  };
}

function permute(algebra: Algebra, count: Index, size: number, from: Address, to: Address): void {
  const { f } = algebra;
  const [pivots, permutation] = [algebra.doubles(from), algebra.doubles(to)];
  algebra.each(0, size, (i) => algebra.storeDouble(permutation.at(i), f64.convertI32S(i)));
  algebra.each(0, index(count), (i) => {
    const pivot = f.let(i32.truncSatF64S(algebra.double(pivots.at(i))));
    const [here, there] = [algebra.double(permutation.at(i)), algebra.double(permutation.at(pivot))];
    algebra.storeDouble(permutation.at(i), there);
    algebra.storeDouble(permutation.at(pivot), here);
  });
}
