export {
  add,
  eq,
  greater,
  lesser,
  modulus,
  mul,
  ne,
  neg,
  quotient,
  sign,
  square,
  sub,
} from "./arithmetic.js";
export { exp, exp2, expm1, log, log1p, logistic, pow, rsqrt, sqrt } from "./exponential.js";
export { acos, acosh, asin, asinh, atan, atanh } from "./inverse.js";
export {
  type ComplexFunction1,
  type ComplexLoop1,
  type ComplexLoop2,
  complex1,
  complex2,
  each1,
  each2,
  real1,
} from "./loops.js";
export { atan2, cos, cosh, sin, sinh, tan, tanh } from "./trigonometric.js";
