import { type ArrayLike, add, div, exp, max, type Array as NDArray, sub } from "@hyrax/core";
import { sampleLogGamma } from "./gamma.js";
import type { Key } from "./key-argument.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { drawWithParameters } from "./parameters.js";
import { program } from "./program.js";
import { splitTwo } from "./split-key.js";
import type { FloatSample } from "./uniform.js";

/** As x / (x + y) for gamma samples x and y. */
const sampleBeta = program("_beta", ([key, a, b]: readonly [NDArray, NDArray, NDArray], statics: FloatSample) => {
  const [aKey, bKey] = splitTwo(key);
  const logA = sampleLogGamma([aKey, a], statics);
  const logB = sampleLogGamma([bKey, b], statics);
  // Scaled by the greater one, so that neither overflows.
  const scale = max(logA, logB);
  const x = exp(sub(logA, scale));
  return div(x, add(x, exp(sub(logB, scale))));
});

/** Floats of the beta distribution, of density ∝ xᵃ⁻¹ (1 − x)ᵇ⁻¹ on [0, 1]. */
export function beta(
  key: Key,
  a: ArrayLike,
  b: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  return drawWithParameters(
    "beta",
    sampleBeta,
    key,
    [
      ["a", a],
      ["b", b],
    ],
    shape,
    options,
  );
}
