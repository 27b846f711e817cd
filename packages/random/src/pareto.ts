import { type ArrayLike, div, exp, type Array as NDArray } from "@hyrax/core";
import { sampleExponential } from "./exponential.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { drawWithParameters, parameter } from "./parameters.js";
import { program } from "./program.js";
import type { FloatSample } from "./uniform.js";

/** As exp(e / b) for an exponential e. */
const samplePareto = program("_pareto", ([key, b]: readonly [NDArray, NDArray], statics: FloatSample) => {
  return exp(div(sampleExponential([key], statics), parameter(b, statics)));
});

/** Floats of the Pareto distribution, of density b / xᵇ⁺¹ on [1, ∞). */
export function pareto(
  key: Key,
  b: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  return drawWithParameters("pareto", samplePareto, key, [["b", b]], shape, options);
}
