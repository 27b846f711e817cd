import { type ArrayLike, add, mul, type Array as NDArray } from "@hyrax/core";
import { broadcastTo, convertTo } from "./arithmetic.js";
import { floatDtype } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { sampleMaxwell } from "./maxwell.js";
import { floatOperand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { sampleRademacher } from "./rademacher.js";
import { checkedShape, sampleShape } from "./shape-argument.js";
import { splitTwo } from "./split-key.js";
import type { FloatSample } from "./uniform.js";

const sampleDoubleSidedMaxwell = program(
  "_double_sided_maxwell",
  ([key, loc, scale]: readonly [NDArray, NDArray, NDArray], statics: FloatSample) => {
    const { shape, dtype } = statics;
    const [maxwellKey, signKey] = splitTwo(key);
    const x = mul(sampleRademacher([signKey], statics), sampleMaxwell([maxwellKey], statics));
    const [l, s] = [loc, scale].map((p) => broadcastTo(convertTo(p, dtype), shape)) as [NDArray, NDArray];
    return add(mul(x, s), l);
  },
);

/**
 * Floats of the two-sided Maxwell distribution, of density ∝ z² exp(−z² / 2) for z = (x − loc) / scale. The samples are
 * `[...shape, ...parameters]`; without a shape, the shape of the parameters stands for it, as in JAX.
 */
export function doubleSidedMaxwell(
  key: Key,
  loc: ArrayLike,
  scale: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  const name = "doubleSidedMaxwell";
  const given = samplerOptions(name, shape, options, ["dtype"]);
  const dtype = floatDtype(name, given.dtype);
  const parameters = [floatOperand(name, "loc", loc, dtype), floatOperand(name, "scale", scale, dtype)] as const;
  const common = sampleShape(name, undefined, { loc: parameters[0].shape, scale: parameters[1].shape });
  const wanted = checkedShape(name, given.shape ?? []);
  const sizes = [...(wanted.length > 0 ? wanted : common), ...common];
  return sampleDoubleSidedMaxwell([typedKey(name, key), ...parameters], { shape: sizes, dtype });
}
