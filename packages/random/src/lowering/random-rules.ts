import { randomBits, randomFoldIn, randomSeed, randomSplit, randomUnwrap, randomWrap } from "@hyrax/core/library";
import { keyRule } from "./key-rule.js";
import { bits, foldIn, seed, split } from "./threefry.js";

/** What makes keys, and what is made of them. */
export const randomRules = [
  keyRule(randomSeed, ([seeds]) => seed(seeds)),
  keyRule(randomSplit, ([keys], { shape }) => split(keys, shape)),
  keyRule(randomFoldIn, ([keys, data]) => foldIn(keys, data)),
  keyRule(randomBits, ([keys], { bitWidth, shape }) => bits(keys, bitWidth, shape)),
  keyRule(randomWrap, ([words]) => words),
  keyRule(randomUnwrap, ([keys]) => keys),
];
