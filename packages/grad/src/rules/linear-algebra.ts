import { linearAlgebra, unsupported } from "@hyrax/core";
import { jvpFamily, transposeFamily } from "./derivatives.js";

const gap = unsupported("its rule is being written");

export const linearAlgebraJvp = jvpFamily(linearAlgebra, {
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

export const linearAlgebraTranspose = transposeFamily(linearAlgebra, {
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
