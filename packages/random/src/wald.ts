import { type ArrayLike, add, div, integerPow, le, mul, type Array as NDArray, sqrt, sub } from "@hyrax/core";
import { broadcastTo, where } from "./arithmetic.js";
import type { Key } from "./key-argument.js";
import { sampleNormal } from "./normal.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { drawWithParameters, parameter } from "./parameters.js";
import { program } from "./program.js";
import { splitTwo } from "./split-key.js";
import { type FloatSample, unitUniform } from "./uniform.js";

/** Source: Michael, Schucany, Haas, "Generating random variates using transformations with multiple roots", 1976. */
const sampleWald = program("_wald", ([key, mean]: readonly [NDArray, NDArray], statics: FloatSample) => {
  const { shape } = statics;
  const [normalKey, uniformKey] = splitTwo(key);
  const m = broadcastTo(parameter(mean, statics), shape);
  const y = integerPow(sampleNormal([normalKey], statics), { y: 2 });
  const z = unitUniform(uniformKey, statics);
  const mm = integerPow(m, { y: 2 });
  const root = sqrt(add(mul(mul(4, m), y), mul(mm, integerPow(y, { y: 2 }))));
  const x = sub(add(m, div(mul(mm, y), 2)), mul(div(m, 2), root));
  return where(le(z, div(m, add(m, x))), x, div(mm, x));
});

/** Floats of the Wald (inverse Gaussian) distribution of the given mean and scale 1. */
export function wald(
  key: Key,
  mean: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  return drawWithParameters("wald", sampleWald, key, [["mean", mean]], shape, options);
}
