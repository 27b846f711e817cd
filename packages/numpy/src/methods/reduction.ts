import type { ArrayMethodTable } from "@hyrax/core";
import { pending } from "./pending.js";

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
  sum: pending("sum"),
  prod: pending("prod"),
  mean: pending("mean"),
  var: pending("var"),
  std: pending("std"),
  max: pending("max"),
  min: pending("min"),
  all: pending("all"),
  any: pending("any"),
  ptp: pending("ptp"),
  argmax: pending("argmax"),
  argmin: pending("argmin"),
  cumsum: pending("cumsum"),
  cumprod: pending("cumprod"),
};
