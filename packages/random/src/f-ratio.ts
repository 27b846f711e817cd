import { type ArrayLike, div, type Array as NDArray } from "@hyrax/core";
import { sampleChisquare } from "./chisquare.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { drawWithParameters, parameter } from "./parameters.js";
import { program } from "./program.js";
import { splitTwo } from "./split-key.js";
import type { FloatSample } from "./uniform.js";

/** As the ratio of two χ² samples, each over its degrees of freedom. */
const sampleF = program("_f", ([key, dfnum, dfden]: readonly [NDArray, NDArray, NDArray], statics: FloatSample) => {
  const [denominatorKey, numeratorKey] = splitTwo(key);
  const numerator = div(sampleChisquare([numeratorKey, dfnum], statics), parameter(dfnum, statics));
  return div(numerator, div(sampleChisquare([denominatorKey, dfden], statics), parameter(dfden, statics)));
});

/** Floats of the F distribution with `dfnum` and `dfden` degrees of freedom. */
export function f(
  key: Key,
  dfnum: ArrayLike,
  dfden: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  return drawWithParameters(
    "f",
    sampleF,
    key,
    [
      ["dfnum", dfnum],
      ["dfden", dfden],
    ],
    shape,
    options,
  );
}
