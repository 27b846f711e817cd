import { log1p, type Array as NDArray, neg } from "@hyrax/core";
import { drawFloats } from "./float-sampler.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { program } from "./program.js";
import { type FloatSample, unitUniform } from "./uniform.js";

/** By inversion: −log(1 − u). Keys may have axes here, which then lead those of the samples. */
export const sampleExponential = program("_exponential", ([keys]: readonly [NDArray], statics: FloatSample) => {
  const u = unitUniform(keys, statics);
  return neg(log1p(neg(u)));
});

/** Floats of the exponential distribution of rate 1, in [0, ∞). */
export function exponential(key: Key, shape?: ShapeOrOptions<SamplerOptions>, options?: SamplerOptions): NDArray {
  return drawFloats("exponential", sampleExponential, key, shape, options);
}
