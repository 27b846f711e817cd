import { exp, exp2, expm1 } from "./exponential.js";
import { cosh, logistic, sinh, tanh } from "./hyperbolic.js";
import { log, log1p } from "./logarithm.js";
import { pow, rsqrt } from "./power.js";
import { cos, cosOfAny, sin, sinOfAny, tan, tanOfAny } from "./trigonometric.js";

/** The elementary functions of float64, under the names of `lax`. */
export const F64_FUNCTIONS = { cos, cosh, exp, exp2, expm1, log, log1p, logistic, pow, rsqrt, sin, sinh, tan, tanh };

/** What they call for lanes that are out of the ordinary. */
export const F64_HELPERS = { cosOfAny, sinOfAny, tanOfAny };
