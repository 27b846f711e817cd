export { matmul } from "../products/matmul.js";
export { tensordot } from "../products/tensordot.js";
export { vecdot } from "../products/vectors.js";
export { matrixTranspose } from "../shape.js";
export { diagonal, type MatrixDiagonalOptions, type MatrixTraceOptions, trace } from "./diagonals.js";
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
export { matrixPower } from "./powers.js";
export { cross, outer } from "./vectors.js";
