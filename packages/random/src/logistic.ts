import { log, log1p, type Array as NDArray, neg, sub } from "@hyrax/core";
import { floatInfo } from "./float-info.js";
import { drawFloats } from "./float-sampler.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { program } from "./program.js";
import { type FloatSample, unitUniform } from "./uniform.js";

/** By inversion: log(u / (1 − u)). */
const sampleLogistic = program("_logistic", ([keys]: readonly [NDArray], statics: FloatSample) => {
  const { dtype } = statics;
  const u = unitUniform(keys, statics, floatInfo[dtype].tiny);
  return sub(log(u), log1p(neg(u)));
});

/** Floats of the logistic distribution, of density e⁻ˣ / (1 + e⁻ˣ)². */
export function logistic(key: Key, shape?: ShapeOrOptions<SamplerOptions>, options?: SamplerOptions): NDArray {
  return drawFloats("logistic", sampleLogistic, key, shape, options);
}
