import { linearAlgebra, unsupported } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";

const gap = unsupported("its rule is being written");

export const linearAlgebraBatch = batchFamily(linearAlgebra, {
  cholesky: gap,
  triangularSolve: gap,
  lu: gap,
  luPivotsToPermutation: gap,
  householderProduct: gap,
  qr: gap,
  eigh: gap,
  eig: gap,
  svd: gap,
  hessenberg: gap,
  tridiagonal: gap,
  schur: gap,
  tridiagonalSolve: gap,
});
