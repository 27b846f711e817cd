import { type ArrayLike, div, log1p, mul, type Array as NDArray, neg, pow } from "@hyrax/core";
import { broadcastTo, convertTo } from "./arithmetic.js";
import { floatDtype } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { floatOperand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { checkedShape, sampleShape } from "./shape-argument.js";
import { type FloatSample, unitUniform } from "./uniform.js";

interface WeibullSample extends FloatSample {
  /** What the shape of the draws and those of the parameters broadcast to. */
  readonly whole: FloatSample["shape"];
}

/** By inversion: scale (−log(1 − u))^(1 / concentration). */
const sampleWeibullMin = program(
  "_weibull_min",
  ([key, scale, concentration]: readonly [NDArray, NDArray, NDArray], { shape, dtype, whole }: WeibullSample) => {
    const u = unitUniform(key, { shape, dtype });
    const power = div(1, convertTo(concentration, dtype));
    const x = pow(broadcastTo(neg(log1p(neg(u))), whole), broadcastTo(power, whole));
    return mul(x, broadcastTo(convertTo(scale, dtype), whole));
  },
);

/**
 * Floats of the Weibull distribution, of density ∝ xᶜ⁻¹ exp(−(x / scale)ᶜ) on [0, ∞) for a concentration c. As in JAX,
 * the shape is that of the draws, a single one by default, with which the parameters broadcast.
 */
export function weibullMin(
  key: Key,
  scale: ArrayLike,
  concentration: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  const given = samplerOptions("weibullMin", shape, options, ["dtype"]);
  const dtype = floatDtype("weibullMin", given.dtype);
  const s = floatOperand("weibullMin", "scale", scale, dtype);
  const c = floatOperand("weibullMin", "concentration", concentration, dtype);
  const draws = checkedShape("weibullMin", given.shape ?? []);
  const whole = sampleShape("weibullMin", undefined, { "of the draws": draws, scale: s.shape, concentration: c.shape });
  return sampleWeibullMin([typedKey("weibullMin", key), s, c], { shape: draws, dtype, whole });
}
