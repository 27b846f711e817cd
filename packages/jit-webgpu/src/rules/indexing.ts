import { type DType, indexing, unsupported } from "@hyrax/core";
import { combinationOf } from "../kernels/combination.js";
import { dynamicSlice, dynamicUpdateSlice } from "../kernels/dynamic-slice.js";
import { gather } from "../kernels/gather.js";
import { scatter } from "../kernels/scatter.js";
import { kernelFamily, type Target } from "./kernel-rule.js";

const combining = (reducer: "sum" | "prod" | "max" | "min") => (dtype: DType) => combinationOf(reducer, dtype).combine;

export const indexingKernels = kernelFamily(indexing, {
  slice: unsupported("it is part of the kernels that read its result"),
  dynamicSlice: (inputs, _, [out], program) => dynamicSlice(inputs, out as Target, program),
  dynamicUpdateSlice: (inputs, _, [out], program) => dynamicUpdateSlice(inputs, out as Target, program),
  gather: (inputs, params, [out], program) => gather(inputs, params, out as Target, program),
  scatter: scatter("scatter", () => (_, value) => value),
  scatterAdd: scatter("scatter_add", combining("sum")),
  scatterMul: scatter("scatter_mul", combining("prod")),
  scatterMin: scatter("scatter_min", combining("min")),
  scatterMax: scatter("scatter_max", combining("max")),
});
