import { linearAlgebra, type ShapedArray, unsupported } from "@hyrax/core";
import { cpuFamily } from "../kernel.js";
import { cholesky } from "../linear-algebra/cholesky.js";
import { eachMatrix } from "../linear-algebra/each-matrix.js";
import { eigh } from "../linear-algebra/eigh.js";
import { fieldOf } from "../linear-algebra/field.js";
import { lu, pivotsToPermutation } from "../linear-algebra/lu.js";
import { qr } from "../linear-algebra/qr.js";
import { svd } from "../linear-algebra/svd.js";
import { triangularSolve } from "../linear-algebra/triangular-solve.js";

const gap = unsupported("its rule is being written");

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

  householderProduct: gap,

  qr: (inputs, { fullMatrices }, outs) => {
    const { field, m, n } = matrix(inputs[0]!);
    const inner = fullMatrices ? m : Math.min(m, n);
    return eachMatrix(inputs, outs, ([a], [q, r, permutation]) => qr(field, m, n, inner, a!, q!, r!, permutation));
  },

  eigh: (inputs, { lower, subsetByIndex }, outs) => {
    const { field, n } = matrix(inputs[0]!);
    return eachMatrix(inputs, outs, ([a], [v, w]) => eigh(field, n, lower, subsetByIndex ?? [0, n], a!, v!, w!));
  },

  eig: gap,

  svd: (inputs, { fullMatrices, subsetByIndex }, outs) => {
    const { field, m, n } = matrix(inputs[0]!);
    const range = subsetByIndex ?? ([0, Math.min(m, n)] as const);
    const count = range[1] - range[0];
    const sizes = { m, n, columnsOfU: fullMatrices ? m : count, rowsOfV: fullMatrices ? n : count, range };
    return eachMatrix(inputs, outs, ([a], [s, u, vh]) => svd(field, sizes, a!, s!, u, vh));
  },

  hessenberg: gap,
  tridiagonal: gap,
  schur: gap,
  tridiagonalSolve: gap,
});
