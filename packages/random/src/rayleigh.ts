import { type ArrayLike, log, mul, type Array as NDArray, sqrt } from "@hyrax/core";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { drawWithParameters, parameter } from "./parameters.js";
import { program } from "./program.js";
import { type FloatSample, unitUniform } from "./uniform.js";

/** By inversion: scale √(−2 log u). */
const sampleRayleigh = program("_rayleigh", ([key, scale]: readonly [NDArray, NDArray], statics: FloatSample) => {
  const u = unitUniform(key, statics);
  return mul(parameter(scale, statics), sqrt(mul(log(u), -2)));
});

/** Floats of the Rayleigh distribution, of density ∝ x exp(−x² / (2 scale²)) on [0, ∞). */
export function rayleigh(
  key: Key,
  scale: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  return drawWithParameters("rayleigh", sampleRayleigh, key, [["scale", scale]], shape, options);
}
