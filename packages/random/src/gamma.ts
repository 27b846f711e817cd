import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { broadcastTo } from "./arithmetic.js";
import { gammaSamples, logGammaSamples } from "./gamma-sample.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { drawWithParameters, parameter } from "./parameters.js";
import { program } from "./program.js";
import type { FloatSample } from "./uniform.js";

/** `[key, a]` to gamma samples. */
export const sampleGamma = program("_gamma", ([key, a]: readonly [NDArray, NDArray], statics: FloatSample) =>
  gammaSamples(key, broadcastTo(parameter(a, statics), statics.shape)),
);

/** `[key, a]` to the logarithms of gamma samples. */
export const sampleLogGamma = program("_gamma", ([key, a]: readonly [NDArray, NDArray], statics: FloatSample) =>
  logGammaSamples(key, broadcastTo(parameter(a, statics), statics.shape)),
);

/**
 * Floats of the gamma distribution of shape parameter `a` > 0 and scale 1, of density xᵃ⁻¹ e⁻ˣ / Γ(a); of the shape of
 * `a` unless one is given. Differentiable by `a`.
 */
export function gamma(
  key: Key,
  a: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  return drawWithParameters("gamma", sampleGamma, key, [["a", a]], shape, options);
}

/** Logarithms of gamma samples; exact where small `a` would make the samples themselves underflow to 0. */
export function loggamma(
  key: Key,
  a: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  return drawWithParameters("loggamma", sampleLogGamma, key, [["a", a]], shape, options);
}
