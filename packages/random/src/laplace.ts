import { abs, log1p, mul, type Array as NDArray, neg, sign } from "@hyrax/core";
import { floatInfo } from "./float-info.js";
import { drawFloats } from "./float-sampler.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { program } from "./program.js";
import { type FloatSample, unitUniform } from "./uniform.js";

/** By inversion: sign(u) log(1 − |u|) for u uniform on (−1, 1). */
const sampleLaplace = program("_laplace", ([keys]: readonly [NDArray], statics: FloatSample) => {
  const { dtype } = statics;
  const u = unitUniform(keys, statics, floatInfo[dtype].epsneg - 1);
  return mul(sign(u), log1p(neg(abs(u))));
});

/** Floats of the Laplace distribution, of density exp(−|x|) / 2. */
export function laplace(key: Key, shape?: ShapeOrOptions<SamplerOptions>, options?: SamplerOptions): NDArray {
  return drawFloats("laplace", sampleLaplace, key, shape, options);
}
