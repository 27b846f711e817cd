import {
  random,
  randomBits,
  randomFoldIn,
  randomSeed,
  randomSplit,
  randomUnwrap,
  randomWrap,
  threefry2x32,
} from "@hyrax/core/library";
import { jvpFamily, notLinear, transposeFamily, zeroDerivative } from "./derivatives.js";

export const randomJvp = jvpFamily(random, {
  threefry2x32: zeroDerivative(threefry2x32),
  randomSeed: zeroDerivative(randomSeed),
  randomSplit: zeroDerivative(randomSplit),
  randomFoldIn: zeroDerivative(randomFoldIn),
  randomBits: zeroDerivative(randomBits),
  randomWrap: zeroDerivative(randomWrap),
  randomUnwrap: zeroDerivative(randomUnwrap),
});

export const randomTranspose = transposeFamily(random, {
  threefry2x32: notLinear,
  randomSeed: notLinear,
  randomSplit: notLinear,
  randomFoldIn: notLinear,
  randomBits: notLinear,
  randomWrap: notLinear,
  randomUnwrap: notLinear,
});
