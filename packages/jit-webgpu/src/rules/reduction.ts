import { argmax, argmin, reduction, unsupported } from "@hyrax/core";
import { argReduce } from "../kernels/arg-reduce.js";
import { type Combination, combinationOf } from "../kernels/combination.js";
import { cumulate } from "../kernels/cumulate.js";
import { wgsl } from "../wgsl/code.js";
import { logAddExp } from "../wgsl/library/index.js";
import { negativeInfinity } from "../wgsl/literal.js";
import { type KernelRule, kernelFamily, type Target } from "./kernel-rule.js";

const planned = unsupported("the planner makes a reduction of it");

const logSum: Combination = { combine: (x, y) => wgsl`${logAddExp}(${x}, ${y})`, identity: negativeInfinity };

const running =
  (name: string, reducer: "sum" | "prod" | "max" | "min"): KernelRule<typeof reduction.cumsum> =>
  ([x], params, [out], program) =>
    cumulate(name, x, params, combinationOf(reducer, x.aval.dtype), out as Target, program);

export const reductionKernels = kernelFamily(reduction, {
  reduceSum: planned,
  reduceProd: planned,
  reduceMax: planned,
  reduceMin: planned,
  reduceAnd: planned,
  reduceOr: planned,
  reduceXor: planned,
  argmax: ([x], { axes }, [out], program) => argReduce(argmax, x, axes[0], out as Target, program),
  argmin: ([x], { axes }, [out], program) => argReduce(argmin, x, axes[0], out as Target, program),
  cumsum: running("cumsum", "sum"),
  cumprod: running("cumprod", "prod"),
  cummax: running("cummax", "max"),
  cummin: running("cummin", "min"),
  cumlogsumexp: ([x], params, [out], program) => cumulate("cumlogsumexp", x, params, logSum, out as Target, program),
});
