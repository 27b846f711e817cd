export { type CholeskyFactor, choFactor, cholesky, choSolve, type TriangleOptions } from "./cholesky.js";
export { type EighOptions, eigh } from "./eigh.js";
export { type EighTridiagonalOptions, eighTridiagonal } from "./eigh-tridiagonal.js";
export { type ExpmFrechetOptions, type ExpmOptions, expm, expmFrechet } from "./expm.js";
export { type HessenbergOptions, hessenberg } from "./hessenberg.js";
export { type LuOptions, type LuSolveOptions, lu, luFactor, luSolve } from "./lu.js";
export { type QRMode, type QROptions, qr } from "./qr.js";
export { type SchurOptions, schur } from "./schur.js";
export { det, inv, type MatrixKind, type SolveOptions, solve } from "./solve.js";
export { type SolveSylvesterOptions, solveSylvester } from "./solve-sylvester.js";
export { type SolveTriangularOptions, solveTriangular, type Transposition } from "./solve-triangular.js";
export { blockDiag } from "./special-matrices/block-diag.js";
export { companion, fiedler, leslie } from "./special-matrices/companion.js";
export { type ConvolutionMatrixOptions, convolutionMatrix } from "./special-matrices/convolution-matrix.js";
export { type DftOptions, dft } from "./special-matrices/dft.js";
export {
  type HelmertOptions,
  hadamard,
  helmert,
  hilbert,
  invhilbert,
  invpascal,
  type PascalKind,
  type PascalOptions,
  pascal,
} from "./special-matrices/fixed.js";
export { circulant, type HankelOptions, hankel, type ToeplitzOptions, toeplitz } from "./special-matrices/toeplitz.js";
export { sqrtm } from "./sqrtm.js";
export { type PolarOptions, polar, type SVDOptions, svd } from "./svd.js";
