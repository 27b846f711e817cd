import { type ArrayLike, div, mul, type Array as NDArray, sqrt } from "@hyrax/core";
import { sampleGamma } from "./gamma.js";
import type { Key } from "./key-argument.js";
import { sampleNormal } from "./normal.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { drawWithParameters, parameter } from "./parameters.js";
import { program } from "./program.js";
import { splitTwo } from "./split-key.js";
import type { FloatSample } from "./uniform.js";

/** As n / √(2 g / df) for a normal n and a gamma sample g of parameter df / 2. */
const sampleT = program("_t", ([key, df]: readonly [NDArray, NDArray], statics: FloatSample) => {
  const [normalKey, gammaKey] = splitTwo(key);
  const half = div(parameter(df, statics), 2);
  return mul(sampleNormal([normalKey], statics), sqrt(div(half, sampleGamma([gammaKey, half], statics))));
});

/** Floats of Student's t distribution with `df` degrees of freedom. */
export function t(key: Key, df: ArrayLike, shape?: ShapeOrOptions<SamplerOptions>, options?: SamplerOptions): NDArray {
  return drawWithParameters("t", sampleT, key, [["df", df]], shape, options);
}
