import { erf, erfc, erfInv } from "./error-function.js";
import { exp, exp2, expm1 } from "./exponential.js";
import { cosh, logistic, sinh, tanh } from "./hyperbolic.js";
import { acosh, asinh, atanh } from "./inverse-hyperbolic.js";
import { acos, asin, atan, atan2 } from "./inverse-trigonometric.js";
import { log, log1p, log1pOfAny, logOfAny } from "./logarithm.js";
import { cbrt, pow, rsqrt } from "./power.js";
import { roundAway, sign } from "./rounding.js";
import { cos, cosOfAny, sin, sinOfAny, tan, tanOfAny } from "./trigonometric.js";

/** The elementary functions of float32, under the names of `lax`. */
export const F32_FUNCTIONS = {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cbrt,
  cos,
  cosh,
  erf,
  erfc,
  erfInv,
  exp,
  exp2,
  expm1,
  log,
  log1p,
  logistic,
  pow,
  roundAway,
  rsqrt,
  sign,
  sin,
  sinh,
  tan,
  tanh,
};

/** What they call for lanes that are out of the ordinary. */
export const F32_HELPERS = { cosOfAny, log1pOfAny, logOfAny, sinOfAny, tanOfAny };
