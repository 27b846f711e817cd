export { type CholeskyOptions, cholesky, choleskyUpdate } from "./cholesky.js";
export { type EighOptions, eigh } from "./eigh.js";
export { lu, luPivotsToPermutation } from "./lu.js";
export { householderProduct, type QrOptions, qr } from "./qr.js";
export { type SvdOptions, svd } from "./svd.js";
export { type TriangularSolveOptions, triangularSolve } from "./triangular-solve.js";
