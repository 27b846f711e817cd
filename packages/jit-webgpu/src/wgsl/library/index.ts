export { isFinite, isNan } from "./classification.js";
export { eq, le, lt, max, min, orderOf, sign } from "./comparison.js";
export { erf, erfc, erfInv } from "./error-function.js";
export { cosh, exp, exp2, expm1, logistic, sinh, tanh } from "./exponential.js";
export {
  divideInt32,
  divideUint32,
  remainderInt32,
  remainderUint32,
  shiftLeft,
  shiftRightArithmetic,
  shiftRightLogical,
} from "./integer.js";
export { acos, asin, atan, atan2 } from "./inverse-trigonometric.js";
export { acosh, asinh, atanh, log, log1p, logAddExp } from "./logarithm.js";
export { integerPow, pow, powOfInteger, powOfUnsigned } from "./power.js";
export { cbrt, rsqrt, sqrt } from "./roots.js";
export {
  ceil,
  floor,
  nextAfter,
  nextAfterHalf,
  reducePrecision,
  remainder,
  roundAway,
  roundEven,
  toInt32,
  toUint32,
} from "./rounding.js";
export { cos, sin, tan } from "./trigonometric.js";
