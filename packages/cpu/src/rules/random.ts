import { unsupported } from "@hyrax/core";
import { random } from "@hyrax/core/library";
import { cpuFamily } from "../kernel.js";
import { threefry2x32 } from "../threefry.js";

const gap = unsupported(
  "engines compute with the words of keys; importing @hyrax/random lowers operations on keys to that",
);

export const randomCpu = cpuFamily(random, {
  threefry2x32,
  randomSeed: gap,
  randomSplit: gap,
  randomFoldIn: gap,
  randomBits: gap,
  randomWrap: gap,
  randomUnwrap: gap,
});
