import type { ArrayMethodTable } from "@hyrax/core";
import { argmax, argmin } from "../reductions/arg-extremes.js";
import { cumprod, cumsum } from "../reductions/cumulative.js";
import { max, min, ptp } from "../reductions/extremes.js";
import { all, any } from "../reductions/logical.js";
import { mean, std, variance } from "../reductions/moments.js";
import { prod, sum } from "../reductions/sum.js";

type Names =
  | "sum"
  | "prod"
  | "mean"
  | "var"
  | "std"
  | "max"
  | "min"
  | "all"
  | "any"
  | "ptp"
  | "argmax"
  | "argmin"
  | "cumsum"
  | "cumprod";

export const reductionMethods: Pick<ArrayMethodTable, Names> = {
  sum,
  prod,
  mean,
  var: variance,
  std,
  max,
  min,
  all,
  any,
  ptp,
  argmax,
  argmin,
  cumsum,
  cumprod,
};
