export { besselI0e, besselI1e } from "./bessel.js";
export { betainc } from "./betainc.js";
export {
  countLeadingZeros,
  countLeadingZeros64,
  type NarrowWidth,
  populationCount,
  populationCount64,
} from "./bit-count.js";
export { digamma } from "./digamma.js";
export { exp2, logistic, pow } from "./elementary.js";
export { erf, erfc } from "./erf.js";
export { erfInv } from "./erf-inv.js";
export { erfInvF32 } from "./erf-inv-f32.js";
export { floatToInteger, floatToInteger64 } from "./float-to-integer.js";
export { fmaF32 } from "./fma-f32.js";
export { igamma, igammac } from "./igamma.js";
export { igammaGradA, randomGammaGrad } from "./igamma-grad.js";
export {
  divideInteger,
  divideInteger64,
  floatPower,
  integerPower,
  integerPower64,
  remainderInteger,
  remainderInteger64,
} from "./integer.js";
export { type NarrowInteger, wrap } from "./integer-type.js";
export { lgamma } from "./lgamma.js";
export {
  BFLOAT16_BITS,
  FLOAT16_BITS,
  FLOAT32_BITS,
  type FloatBits,
  nextAfterBits,
  nextAfterFloat32,
  nextAfterFloat64,
} from "./next-after.js";
export { polygamma } from "./polygamma.js";
export { roundHalfAway, roundHalfEven } from "./rounding.js";
export {
  shiftLeft,
  shiftLeft64,
  shiftRightArithmetic,
  shiftRightArithmetic64,
  shiftRightLogical,
  shiftRightLogical64,
} from "./shift.js";
export { specialTables } from "./tables.js";
export { threefry2x32 } from "./threefry.js";
export { zeta } from "./zeta.js";
