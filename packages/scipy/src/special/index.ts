export { logsumexp } from "@hyrax/nn";
export { bernoulli } from "./bernoulli.js";
export { i0, i0e, i1, i1e } from "./bessel.js";
export { type BesselJnOptions, besselJn } from "./bessel-jn.js";
export { beta, betainc, betaln } from "./beta.js";
export { boxcox, boxcox1p } from "./box-cox.js";
export { type CombOptions, comb } from "./combinations.js";
export { dawsn } from "./dawsn.js";
export { entr, klDiv, relEntr, xlog1py, xlogy } from "./entropy.js";
export { erfcx } from "./erfcx.js";
export { erf, erfc, erfinv } from "./error-function.js";
export { expi } from "./expi.js";
export { exp1, expn } from "./expn.js";
export {
  digamma,
  factorial,
  gamma,
  gammainc,
  gammaincc,
  gammaln,
  gammasgn,
  loggamma,
  multigammaln,
  poch,
  polygamma,
} from "./gamma.js";
export { expit, logit } from "./logistic.js";
export { type LogNdtrOptions, logNdtr, ndtr, ndtri } from "./normal.js";
export { sici } from "./sici.js";
export { logSoftmax, softmax } from "./softmax.js";
export { spence } from "./spence.js";
export { zeta } from "./zeta.js";
