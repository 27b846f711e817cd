import { div, mul, type Array as NDArray, pow } from "@hyrax/core";
import { convertTo } from "./arithmetic.js";
import { floatDtype } from "./float-info.js";
import { sampleGamma } from "./gamma.js";
import { type Key, typedKey } from "./key-argument.js";
import { floatOperand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { sampleRademacher } from "./rademacher.js";
import { checkedShape } from "./shape-argument.js";
import { splitTwo } from "./split-key.js";
import type { FloatSample } from "./uniform.js";

/** `[key, p]`, p a scalar, to samples: a sign times g^(1/p) for a gamma sample g of parameter 1/p. */
export const sampleGeneralizedNormal = program(
  "_generalized_normal",
  ([key, p]: readonly [NDArray, NDArray], statics: FloatSample) => {
    const [gammaKey, signKey] = splitTwo(key);
    const power = div(1, convertTo(p, statics.dtype));
    const g = sampleGamma([gammaKey, power], statics);
    return mul(sampleRademacher([signKey], statics), pow(g, power));
  },
);

/** Floats of the generalised normal distribution, of density ∝ exp(−|x|ᵖ). */
export function generalizedNormal(
  key: Key,
  p: number | NDArray,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  const given = samplerOptions("generalizedNormal", shape, options, ["dtype"]);
  const dtype = floatDtype("generalizedNormal", given.dtype);
  const power = scalarParameter("generalizedNormal", p, dtype);
  const sizes = checkedShape("generalizedNormal", given.shape ?? []);
  return sampleGeneralizedNormal([typedKey("generalizedNormal", key), power], { shape: sizes, dtype });
}

/** The exponent p. Throws a `TypeError` unless it is one number. */
export function scalarParameter(name: string, p: number | NDArray, dtype: FloatSample["dtype"]): NDArray {
  const power = floatOperand(name, "p", p, dtype);
  if (power.ndim > 0) throw new TypeError(`${name}: p must be one number, found ${power.aval}`);
  return power;
}
