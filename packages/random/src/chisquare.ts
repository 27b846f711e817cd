import { type ArrayLike, div, exp, mul, type Array as NDArray } from "@hyrax/core";
import { sampleLogGamma } from "./gamma.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { drawWithParameters, parameter } from "./parameters.js";
import { program } from "./program.js";
import type { FloatSample } from "./uniform.js";

/** As twice a gamma sample of parameter df / 2. */
export const sampleChisquare = program("_chisquare", ([key, df]: readonly [NDArray, NDArray], statics: FloatSample) => {
  return mul(exp(sampleLogGamma([key, div(parameter(df, statics), 2)], statics)), 2);
});

/** Floats of the χ² distribution with `df` degrees of freedom. */
export function chisquare(
  key: Key,
  df: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  return drawWithParameters("chisquare", sampleChisquare, key, [["df", df]], shape, options);
}
