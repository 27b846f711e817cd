import { mul, type Array as NDArray, scalarArray, sub, tan } from "@hyrax/core";
import { floatInfo } from "./float-info.js";
import { drawFloats } from "./float-sampler.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { program } from "./program.js";
import { type FloatSample, unitUniform } from "./uniform.js";

/** By inversion: tan(π (u − ½)). */
const sampleCauchy = program("_cauchy", ([keys]: readonly [NDArray], statics: FloatSample) => {
  const { dtype } = statics;
  const u = unitUniform(keys, statics, floatInfo[dtype].eps);
  return tan(mul(scalarArray(Math.PI, dtype), sub(u, 0.5)));
});

/** Floats of the Cauchy distribution, of density 1 / (π (1 + x²)). */
export function cauchy(key: Key, shape?: ShapeOrOptions<SamplerOptions>, options?: SamplerOptions): NDArray {
  return drawFloats("cauchy", sampleCauchy, key, shape, options);
}
