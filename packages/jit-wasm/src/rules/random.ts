import { unsupported } from "@hyrax/core";
import { random } from "@hyrax/core/library";
import { threefryKernel } from "../kernels/threefry.js";
import { kernelFamily } from "./kernel-rule.js";

const lowered = unsupported("importing @hyrax/random lowers operations on keys to those on their words");

export const randomKernels = kernelFamily(random, {
  threefry2x32: threefryKernel,
  randomSeed: lowered,
  randomSplit: lowered,
  randomFoldIn: lowered,
  randomBits: lowered,
  randomWrap: lowered,
  randomUnwrap: lowered,
});
