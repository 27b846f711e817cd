import { unsupported } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { cholesky } from "../kernels/cholesky.js";
import { lu, luPivotsToPermutation } from "../kernels/lu.js";
import { triangularSolve } from "../kernels/triangular-solve.js";
import { kernelFamily, type Source, type Target } from "./kernel-rule.js";

const gap = unsupported("there is no WGSL for it yet");

export const linearAlgebraKernels = kernelFamily(linearAlgebra, {
  cholesky: ([x], _, [out], program) => cholesky(x, out as Target, program),
  triangularSolve: ([a, b], params, [out], program) => triangularSolve(a, b, params, out as Target, program),
  lu: ([x], _, outs, program) => lu(x as Source, outs, program),
  luPivotsToPermutation: ([pivots], _, [out], program) => luPivotsToPermutation(pivots, out as Target, program),
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
