import { linearAlgebra, unsupported } from "@hyrax/core";
import { cpuFamily } from "../kernel.js";

const gap = unsupported("its rule is being written");

export const linearAlgebraCpu = cpuFamily(linearAlgebra, {
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
