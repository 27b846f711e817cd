import { I0_LARGE, I0_SMALL, I1_LARGE, I1_SMALL } from "./bessel.js";
import { DIGAMMA_ASYMPTOTIC, DIGAMMA_P, DIGAMMA_Q } from "./digamma.js";
import { STIRLING } from "./gamma-density.js";
import {
  LGAMMA_STIRLING,
  NEAR_MINIMUM,
  NEAR_ONE_U,
  NEAR_ONE_V,
  NEAR_TWO,
  TWO_TO_THREE_R,
  TWO_TO_THREE_S,
} from "./lgamma.js";
import { TEMME_COEFFICIENTS } from "./temme-coefficients.js";
import { BERNOULLI } from "./zeta.js";

/** The coefficients of the special functions, for engines that compile them. */
export const specialTables = {
  I0_SMALL,
  I0_LARGE,
  I1_SMALL,
  I1_LARGE,
  DIGAMMA_ASYMPTOTIC,
  DIGAMMA_P,
  DIGAMMA_Q,
  STIRLING,
  LGAMMA_STIRLING,
  NEAR_MINIMUM,
  NEAR_ONE_U,
  NEAR_ONE_V,
  NEAR_TWO,
  TWO_TO_THREE_R,
  TWO_TO_THREE_S,
  TEMME_COEFFICIENTS,
  BERNOULLI,
} as const;
