import { type ArrayLike, add, div, eq, floor, log, log1p, type Array as NDArray, neg } from "@hyrax/core";
import { broadcastUnlessScalar, convertTo, where } from "./arithmetic.js";
import type { FloatDType } from "./float-info.js";
import { integerDtype } from "./integer-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { floatingOperand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import type { IntegerSample } from "./randint.js";
import { sampleShape } from "./shape-argument.js";
import { unitUniform } from "./uniform.js";

/** By inversion: ⌊log u / log(1 − p)⌋ + 1. */
const sampleGeometric = program(
  "_geometric",
  ([key, p]: readonly [NDArray, NDArray], { shape, dtype }: IntegerSample) => {
    const floating = p.dtype as FloatDType;
    const u = unitUniform(key, { shape, dtype: floating });
    // u = 0, which has no logarithm, counts as 1.
    const logU = log(where(eq(u, 0), 1, u));
    return convertTo(add(floor(div(logU, broadcastUnlessScalar(log1p(neg(p)), shape))), 1), dtype);
  },
);

/** How many trials, each of which succeeds with probability `p`, it takes to succeed: integers from 1. */
export function geometric(
  key: Key,
  p: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  const given = samplerOptions("geometric", shape, options, ["dtype"]);
  const dtype = integerDtype("geometric", given.dtype);
  const probability = floatingOperand("geometric", "the probability p", p);
  const sizes = sampleShape("geometric", given.shape, { p: probability.shape });
  return sampleGeometric([typedKey("geometric", key), probability], { shape: sizes, dtype });
}
