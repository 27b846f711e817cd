export { matmul } from "../products/matmul.js";
export { tensordot } from "../products/tensordot.js";
export { vecdot } from "../products/vectors.js";
export { matrixTranspose } from "../shape.js";
export { type CholeskyOptions, cholesky } from "./cholesky.js";
export { type CondOptions, cond } from "./cond.js";
export { det } from "./det.js";
export { diagonal, type MatrixDiagonalOptions, type MatrixTraceOptions, trace } from "./diagonals.js";
export { eig, eigvals } from "./eig.js";
export { type EighOptions, eigh, eigvalsh } from "./eigh.js";
export { type LstsqOptions, type LstsqResult, lstsq } from "./lstsq.js";
export { multiDot } from "./multi-dot.js";
export {
  type MatrixNormOptions,
  type MatrixOrder,
  matrixNorm,
  type NormOptions,
  norm,
  type VectorNormOptions,
  vectorNorm,
} from "./norm.js";
export { type PinvOptions, pinv } from "./pinv.js";
export { matrixPower } from "./powers.js";
export { type QRMode, type QROptions, qr } from "./qr.js";
export { type MatrixRankOptions, matrixRank } from "./rank.js";
export { EighResult, EigResult, QRResult, SlogdetResult, SVDResult } from "./results.js";
export { slogdet } from "./slogdet.js";
export { inv, solve } from "./solve.js";
export { type SVDOptions, svd, svdvals } from "./svd.js";
export { tensorinv, tensorsolve } from "./tensors.js";
export { cross, outer } from "./vectors.js";
