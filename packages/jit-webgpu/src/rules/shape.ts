import { shape, unsupported } from "@hyrax/core";
import { concatenate } from "../kernels/concatenate.js";
import { pad } from "../kernels/pad.js";
import { kernelFamily, type Target } from "./kernel-rule.js";

const fused = unsupported("it is part of the kernels that read its result");

export const shapeKernels = kernelFamily(shape, {
  broadcastInDim: fused,
  reshape: fused,
  transpose: fused,
  squeeze: fused,
  rev: fused,
  concatenate: (inputs, { dimension }, [out], program) => concatenate(inputs, dimension, out as Target, program),
  split: fused,
  pad: ([x, value], params, [out], program) => pad(x, value, params, out as Target, program),
  iota: fused,
});
