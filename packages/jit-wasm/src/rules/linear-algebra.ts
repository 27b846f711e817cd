import { unsupported } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported("there is no compiled kernel for it yet");

export const linearAlgebraKernels = kernelFamily(linearAlgebra, {
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
