import { unsupported } from "@hyrax/core";
import { linearAlgebra, luPivotsToPermutation } from "@hyrax/core/library";
import { jvpFamily, notLinear, transposeFamily, zeroDerivative } from "./derivatives.js";
import { choleskyJvp } from "./linear-algebra/cholesky.js";
import { eigJvp } from "./linear-algebra/eig.js";
import { eighJvp } from "./linear-algebra/eigh.js";
import { luJvp } from "./linear-algebra/lu.js";
import { qrJvp } from "./linear-algebra/qr.js";
import { svdJvp } from "./linear-algebra/svd.js";
import { triangularSolveJvp, triangularSolveTranspose } from "./linear-algebra/triangular-solve.js";
import { tridiagonalSolveJvp, tridiagonalSolveTranspose } from "./linear-algebra/tridiagonal-solve.js";

const byReflections = unsupported(
  "a factorisation by Householder's reflections has no derivative of its own, as in JAX; differentiate through qr, eigh or svd",
);

export const linearAlgebraJvp = jvpFamily(linearAlgebra, {
  cholesky: choleskyJvp,
  triangularSolve: triangularSolveJvp,
  lu: luJvp,
  luPivotsToPermutation: zeroDerivative(luPivotsToPermutation),
  householderProduct: byReflections,
  qr: qrJvp,
  eigh: eighJvp,
  eig: eigJvp,
  svd: svdJvp,
  hessenberg: byReflections,
  tridiagonal: byReflections,
  schur: unsupported(
    "Schur's decomposition has no derivative of its own, as in JAX; differentiate through eigh or eigvals",
  ),
  tridiagonalSolve: tridiagonalSolveJvp,
});

export const linearAlgebraTranspose = transposeFamily(linearAlgebra, {
  cholesky: notLinear,
  triangularSolve: triangularSolveTranspose,
  lu: notLinear,
  luPivotsToPermutation: notLinear,
  householderProduct: notLinear,
  qr: notLinear,
  eigh: notLinear,
  eig: notLinear,
  svd: notLinear,
  hessenberg: notLinear,
  tridiagonal: notLinear,
  schur: notLinear,
  tridiagonalSolve: tridiagonalSolveTranspose,
});
