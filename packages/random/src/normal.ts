import { mul, type Array as NDArray, scalarArray } from "@hyrax/core";
import { erfInv } from "@hyrax/core/library";
import { floatInfo } from "./float-info.js";
import { drawFloats } from "./float-sampler.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { program } from "./program.js";
import { type FloatSample, unitUniform } from "./uniform.js";

/** By inversion: √2 erf⁻¹(u) for u uniform on (−1, 1). */
const sampleNormalReal = program("_normal_real", ([keys]: readonly [NDArray], statics: FloatSample) => {
  const u = unitUniform(keys, statics, floatInfo[statics.dtype].epsneg - 1);
  return mul(scalarArray(Math.SQRT2, statics.dtype), erfInv(u));
});

/** `[key]` to standard normal samples. Keys may have axes here, which then lead those of the samples. */
export const sampleNormal = program("_normal", sampleNormalReal);

/** Floats of the standard normal distribution. */
export function normal(key: Key, shape?: ShapeOrOptions<SamplerOptions>, options?: SamplerOptions): NDArray {
  return drawFloats("normal", sampleNormal, key, shape, options);
}
