import type { ShapedArray } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { cholesky } from "../kernels/linear-algebra/cholesky.js";
import { eachMatrix } from "../kernels/linear-algebra/each-matrix.js";
import { eig } from "../kernels/linear-algebra/eig.js";
import { eigh } from "../kernels/linear-algebra/eigh.js";
import { hessenberg } from "../kernels/linear-algebra/hessenberg.js";
import { householderProduct } from "../kernels/linear-algebra/householder-product.js";
import { lu, pivotsToPermutation } from "../kernels/linear-algebra/lu.js";
import { qr } from "../kernels/linear-algebra/qr.js";
import { schur } from "../kernels/linear-algebra/schur.js";
import { svd } from "../kernels/linear-algebra/svd.js";
import { triangularSolve } from "../kernels/linear-algebra/triangular-solve.js";
import { tridiagonal } from "../kernels/linear-algebra/tridiagonal.js";
import { tridiagonalSolve } from "../kernels/linear-algebra/tridiagonal-solve.js";
import { kernelFamily, type Operand } from "./kernel-rule.js";

/** The sizes of matrices `[..., m, n]`. */
function sizes({ shape }: ShapedArray) {
  return { m: shape.at(-2)!, n: shape.at(-1)! };
}

export const linearAlgebraKernels = kernelFamily(linearAlgebra, {
  cholesky: ([x], _, outs) => eachMatrix([x], outs, (field) => cholesky(field, sizes(x.aval).n)),
  triangularSolve: ([x, y], params, outs) => {
    const right = sizes(y.aval);
    const columns = params.leftSide ? right.n : right.m;
    return eachMatrix([x, y], outs, (field) => triangularSolve(field, sizes(x.aval).n, columns, params));
  },
  lu: (inputs, _, outs) => {
    const { m, n } = sizes((inputs[0] as Operand).aval);
    return eachMatrix(inputs, outs, () => lu(m, n));
  },
  luPivotsToPermutation: ([x], { permutationSize }, outs) =>
    eachMatrix([x], outs, () => pivotsToPermutation(x.aval.shape.at(-1)!, permutationSize), 1),
  householderProduct: ([x, taus], _, outs) => {
    const { m, n } = sizes(x.aval);
    return eachMatrix([x, taus], outs, (field) => householderProduct(field, m, n, taus.aval.shape.at(-1)!));
  },
  qr: (inputs, { fullMatrices, pivoting }, outs) => {
    const { m, n } = sizes((inputs[0] as Operand).aval);
    const inner = fullMatrices ? m : Math.min(m, n);
    return eachMatrix(inputs, outs, (field) => qr(field, m, n, inner, pivoting));
  },
  eigh: (inputs, { lower, subsetByIndex }, outs) => {
    const { n } = sizes((inputs[0] as Operand).aval);
    return eachMatrix(inputs, outs, (field) => eigh(field, n, lower, subsetByIndex ?? [0, n]));
  },
  eig: (inputs, { computeLeftEigenvectors: left, computeRightEigenvectors: right }, outs) => {
    const { n } = sizes((inputs[0] as Operand).aval);
    return eachMatrix(inputs, outs, (field) => eig(field, n, { left, right }));
  },
  svd: (inputs, { fullMatrices, computeUv, subsetByIndex }, outs) => {
    const { m, n } = sizes((inputs[0] as Operand).aval);
    const range = subsetByIndex ?? ([0, Math.min(m, n)] as const);
    const count = range[1] - range[0];
    const [columnsOfU, rowsOfV] = fullMatrices ? [m, n] : [count, count];
    return eachMatrix(inputs, outs, (field) => svd(field, { m, n, columnsOfU, rowsOfV, range, vectors: computeUv }));
  },
  hessenberg: (inputs, _, outs) => {
    const { n } = sizes((inputs[0] as Operand).aval);
    return eachMatrix(inputs, outs, (field) => hessenberg(field, n));
  },
  tridiagonal: (inputs, { lower }, outs) => {
    const { n } = sizes((inputs[0] as Operand).aval);
    return eachMatrix(inputs, outs, (field) => tridiagonal(field, n, lower));
  },
  schur: (inputs, _, outs) => {
    const { n } = sizes((inputs[0] as Operand).aval);
    return eachMatrix(inputs, outs, (field) => schur(field, n));
  },
  tridiagonalSolve: ([below, d, above, x], _, outs) => {
    const { m, n } = sizes(x.aval);
    return eachMatrix([below, d, above, x], outs, (field) => tridiagonalSolve(field, m, n), 1);
  },
});
