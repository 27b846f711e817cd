import {
  type ArrayLike,
  div,
  max,
  min,
  mul,
  type Array as NDArray,
  nextafter,
  scalarArray,
  stopGradient,
} from "@hyrax/core";
import { erf, erfInv } from "@hyrax/core/library";
import { broadcastUnlessScalar, convertTo } from "./arithmetic.js";
import { floatDtype } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { operand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { sampleShape } from "./shape-argument.js";
import { type FloatSample, sampleUniform } from "./uniform.js";

/** By inversion: √2 erf⁻¹(u) for u uniform on (erf(lower / √2), erf(upper / √2)), kept within the open interval. */
const sampleTruncatedNormal = program(
  "_truncated_normal",
  ([key, lower, upper]: readonly [NDArray, NDArray, NDArray], statics: FloatSample) => {
    const { dtype, shape } = statics;
    const scalar = (value: number) => scalarArray(value, dtype);
    const [low, high] = [convertTo(lower, dtype), convertTo(upper, dtype)] as const;
    const root = scalar(Math.SQRT2);
    const u = sampleUniform([key, erf(div(low, root)), erf(div(high, root))], statics);
    const least = nextafter(stopGradient(low), scalar(Number.POSITIVE_INFINITY));
    const greatest = nextafter(stopGradient(high), scalar(Number.NEGATIVE_INFINITY));
    const x = mul(root, erfInv(u));
    return min(broadcastUnlessScalar(greatest, shape), max(broadcastUnlessScalar(least, shape), x));
  },
);

/** Floats of the standard normal distribution between two bounds, which are not reached. */
export function truncatedNormal(
  key: Key,
  lower: ArrayLike,
  upper: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  const given = samplerOptions("truncatedNormal", shape, options, ["dtype"]);
  const dtype = floatDtype("truncatedNormal", given.dtype);
  const low = operand("truncatedNormal", "lower", lower);
  const high = operand("truncatedNormal", "upper", upper);
  const sizes = sampleShape("truncatedNormal", given.shape, { lower: low.shape, upper: high.shape });
  return sampleTruncatedNormal([typedKey("truncatedNormal", key), low, high], { shape: sizes, dtype });
}
