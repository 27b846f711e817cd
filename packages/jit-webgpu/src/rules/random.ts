import { unsupported } from "@hyrax/core";
import { random } from "@hyrax/core/library";
import { threefry } from "../kernels/threefry.js";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported(
  "engines compute with the words of keys; importing @hyrax/random lowers operations on keys to that",
);

export const randomKernels = kernelFamily(random, {
  threefry2x32: (inputs, _, outs, program) => threefry(inputs, outs, program),
  randomSeed: gap,
  randomSplit: gap,
  randomFoldIn: gap,
  randomBits: gap,
  randomWrap: gap,
  randomUnwrap: gap,
});
