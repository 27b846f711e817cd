import { type ArrayLike, isFloating, lt, mul, type Array as NDArray, type Shape, sub } from "@hyrax/core";
import { broadcastUnlessScalar, convertTo } from "./arithmetic.js";
import { type FloatDType, floatInfo } from "./float-info.js";
import { type SamplingMode, samplingMode } from "./gumbel.js";
import { type Key, typedKey } from "./key-argument.js";
import { operand } from "./operand.js";
import { type SamplerOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { type ShapeLike, sampleShape } from "./shape-argument.js";
import { unitUniform } from "./uniform.js";
import { unstackFirst } from "./unstack.js";

interface BernoulliSample {
  readonly shape: Shape;
  readonly mode: SamplingMode;
}

/** Where a uniform number lies below p; in mode "high", one of twice the resolution. */
export const sampleBernoulli = program(
  "_bernoulli",
  ([key, p]: readonly [NDArray, NDArray], { shape, mode }: BernoulliSample) => {
    // The caller has checked that p is floating.
    const dtype = p.dtype as FloatDType;
    const uniform = (sizes: Shape) => unitUniform(key, { shape: sizes, dtype });
    const probability = broadcastUnlessScalar(p, shape);
    if (mode === "low") return lt(uniform(shape), probability);
    const [coarse, fine] = unstackFirst(uniform([2, ...shape]));
    return lt(mul(fine, 2 ** -floatInfo[dtype].nmant), sub(probability, coarse));
  },
);

export interface BernoulliOptions extends Pick<SamplerOptions, "shape"> {
  /** "high" for probabilities below about 1e-7, at twice the cost. */
  readonly mode?: SamplingMode;
}

/** Booleans that are true with probability `p`, ½ by default; of the shape of `p` unless one is given. */
export function bernoulli(
  key: Key,
  p: ArrayLike = 0.5,
  shape?: ShapeLike | BernoulliOptions | null,
  options?: BernoulliOptions,
): NDArray {
  const given = samplerOptions<BernoulliOptions>("bernoulli", shape, options, ["mode"]);
  const probability = operand("bernoulli", "the probability p", p);
  if (!isFloating(probability.dtype)) {
    throw new TypeError(`bernoulli: the probability p must be floating, found ${probability.aval}`);
  }
  const sizes = sampleShape("bernoulli", given.shape, { p: probability.shape });
  return sampleBernoulli([typedKey("bernoulli", key), convertTo(probability, probability.dtype)], {
    shape: sizes,
    mode: samplingMode("bernoulli", given.mode),
  });
}
