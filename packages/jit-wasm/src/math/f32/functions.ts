import { inverseHyperbolic } from "../inverse-hyperbolic.js";
import { rsqrt } from "../power.js";
import { roundAway, sign } from "../rounding.js";
import { erfInv, erfInvOfAny } from "./erf-inv.js";
import { erf, erfc } from "./error-function.js";
import { exp, exp2, expm1 } from "./exponential.js";
import { cosh, logistic, sinh, tanh } from "./hyperbolic.js";
import { acos, asin, atan, atan2 } from "./inverse-trigonometric.js";
import { log, log1p, log1pOfOrdinary } from "./logarithm.js";
import { cbrt, pow } from "./power.js";
import { cos, cosOfAny, sin, sinOfAny, tan, tanOfAny } from "./trigonometric.js";

/** The elementary functions of float32, under the names of `lax`. */
export const F32_FUNCTIONS = {
  ...inverseHyperbolic(log1pOfOrdinary, 2 ** 60),
  acos,
  asin,
  atan,
  atan2,
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
export const F32_HELPERS = { cosOfAny, erfInvOfAny, sinOfAny, tanOfAny };
