import { unsupported } from "@hyrax/core";
import { random } from "@hyrax/core/library";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported("there is no compiled kernel for it yet");

export const randomKernels = kernelFamily(random, {
  threefry2x32: gap,
  randomSeed: gap,
  randomSplit: gap,
  randomFoldIn: gap,
  randomBits: gap,
  randomWrap: gap,
  randomUnwrap: gap,
});
