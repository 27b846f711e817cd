import {
  type ArrayLike,
  add,
  canonicalDtype,
  div,
  eq,
  floor,
  isFloating,
  log,
  log1p,
  type Array as NDArray,
  neg,
  scalarArray,
} from "@hyrax/core";
import { broadcastUnlessScalar, convertTo, where } from "./arithmetic.js";
import type { FloatDType } from "./float-info.js";
import { integerDtype } from "./integer-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { operand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import type { IntegerSample } from "./randint.js";
import { sampleShape } from "./shape-argument.js";
import { sampleUniform } from "./uniform.js";

/** By inversion: ⌊log u / log(1 − p)⌋ + 1. */
const sampleGeometric = program(
  "_geometric",
  ([key, p]: readonly [NDArray, NDArray], { shape, dtype }: IntegerSample) => {
    const floating = p.dtype as FloatDType;
    const u = sampleUniform([key, scalarArray(0, floating), scalarArray(1, floating)], { shape, dtype: floating });
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
  const probability = operand("geometric", "the probability p", p);
  const floating = isFloating(probability.dtype) ? probability.dtype : canonicalDtype("float64");
  const sizes = sampleShape("geometric", given.shape, { p: probability.shape });
  return sampleGeometric([typedKey("geometric", key), convertTo(probability, floating)], { shape: sizes, dtype });
}
