import type { ShapedArray } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { cpuFamily } from "../kernel.js";
import { cholesky } from "../linear-algebra/cholesky.js";
import { eachMatrix } from "../linear-algebra/each-matrix.js";
import { eig } from "../linear-algebra/eig.js";
import { eigh } from "../linear-algebra/eigh.js";
import { fieldOf } from "../linear-algebra/field.js";
import { hessenberg } from "../linear-algebra/hessenberg.js";
import { householderProduct } from "../linear-algebra/householder-product.js";
import { lu, pivotsToPermutation } from "../linear-algebra/lu.js";
import { qr } from "../linear-algebra/qr.js";
import { schur } from "../linear-algebra/schur.js";
import { svd } from "../linear-algebra/svd.js";
import { triangularSolve } from "../linear-algebra/triangular-solve.js";
import { tridiagonal } from "../linear-algebra/tridiagonal.js";
import { tridiagonalSolve } from "../linear-algebra/tridiagonal-solve.js";

/** The arithmetic of matrices `[..., m, n]`, and their sizes. */
function matrix({ dtype, shape }: ShapedArray) {
  return { field: fieldOf(dtype), m: shape.at(-2)!, n: shape.at(-1)! };
}

export const linearAlgebraCpu = cpuFamily(linearAlgebra, {
  cholesky: ([x], _, outs) => {
    const { field, n } = matrix(x);
    return eachMatrix([x], outs, ([a], [l]) => cholesky(field, n, a!, l!));
  },

  triangularSolve: ([x, y], params, outs) => {
    const { field, n } = matrix(x);
    const right = matrix(y);
    const columns = params.leftSide ? right.n : right.m;
    return eachMatrix([x, y], outs, ([a, b], [out]) => triangularSolve(field, n, columns, params, a!, b!, out!));
  },

  lu: (inputs, _, outs) => {
    const { field, m, n } = matrix(inputs[0]!);
    return eachMatrix(inputs, outs, ([a], [factors, pivots, permutation]) =>
      lu(field, m, n, a!, factors!, pivots!, permutation!),
    );
  },

  luPivotsToPermutation: ([x], _, outs) =>
    eachMatrix([x], outs, ([pivots], [permutation]) => pivotsToPermutation(pivots!, permutation!), 1),

  householderProduct: ([x, y], _, outs) => {
    const { field, m, n } = matrix(x);
    return eachMatrix([x, y], outs, ([a, taus], [out]) => householderProduct(field, m, n, a!, taus!, out!));
  },

  qr: (inputs, { fullMatrices }, outs) => {
    const { field, m, n } = matrix(inputs[0]!);
    const inner = fullMatrices ? m : Math.min(m, n);
    return eachMatrix(inputs, outs, ([a], [q, r, permutation]) => qr(field, m, n, inner, a!, q!, r!, permutation));
  },

  eigh: (inputs, { lower, subsetByIndex }, outs) => {
    const { field, n } = matrix(inputs[0]!);
    return eachMatrix(inputs, outs, ([a], [v, w]) => eigh(field, n, lower, subsetByIndex ?? [0, n], a!, v!, w!));
  },

  eig: (inputs, { computeLeftEigenvectors, computeRightEigenvectors }, outs) => {
    const { field, n } = matrix(inputs[0]!);
    return eachMatrix(inputs, outs, ([a], [values, ...vectors]) => {
      const left = computeLeftEigenvectors ? vectors[0] : undefined;
      const right = computeRightEigenvectors ? vectors.at(-1) : undefined;
      eig(field, n, a!, { values: values!, left, right });
    });
  },

  svd: (inputs, { fullMatrices, subsetByIndex }, outs) => {
    const { field, m, n } = matrix(inputs[0]!);
    const range = subsetByIndex ?? ([0, Math.min(m, n)] as const);
    const count = range[1] - range[0];
    const sizes = { m, n, columnsOfU: fullMatrices ? m : count, rowsOfV: fullMatrices ? n : count, range };
    return eachMatrix(inputs, outs, ([a], [s, u, vh]) => svd(field, sizes, a!, s!, u, vh));
  },

  hessenberg: (inputs, _, outs) => {
    const { field, n } = matrix(inputs[0]!);
    return eachMatrix(inputs, outs, ([a], [packed, taus]) => hessenberg(field, n, a!, packed!, taus!));
  },

  tridiagonal: (inputs, { lower }, outs) => {
    const { field, n } = matrix(inputs[0]!);
    return eachMatrix(inputs, outs, ([a], [packed, d, e, taus]) =>
      tridiagonal(field, n, lower, a!, [packed!, d!, e!, taus!]),
    );
  },

  schur: (inputs, _, outs) => {
    const { field, n } = matrix(inputs[0]!);
    return eachMatrix(inputs, outs, ([a], [t, z]) => schur(field, n, a!, t!, z));
  },

  tridiagonalSolve: ([dl, d, du, right], _, outs) => {
    const { field, m, n } = matrix(right);
    return eachMatrix(
      [dl, d, du, right],
      outs,
      ([below, middle, above, b], [x]) => {
        x!.set(b!);
        tridiagonalSolve(field, m, n, [below!, middle!, above!], x!);
      },
      1,
    );
  },
});
