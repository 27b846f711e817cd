import { type DType, isComplex, type Array as NDArray, requireOptions, type Shape } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { complexTruncatedNormal, complexUniform } from "./complex-samples.js";
import { type AxesOptions, type Fans, fansOf } from "./fans.js";
import { type DtypeOption, type Initializer, initializer } from "./initializer.js";

/** What the variance of weights is divided by: inputs, outputs, or the arithmetic or geometric mean of both. */
export type FanMode = "fan_in" | "fan_out" | "fan_avg" | "fan_geo_avg";

/** The distribution of weights; the truncated normal one is cut off at twice its standard deviation. */
export type WeightDistribution = "truncated_normal" | "normal" | "uniform";

/** Options of initializers that scale with the shape. */
export interface ScalingOptions extends AxesOptions, DtypeOption {}

const scalingOptions = ["inAxis", "outAxis", "batchAxis", "dtype"] as const satisfies readonly (keyof ScalingOptions)[];

const denominators: Readonly<Record<FanMode, (fans: Fans) => number>> = {
  fan_in: ({ fanIn }) => fanIn,
  fan_out: ({ fanOut }) => fanOut,
  fan_avg: ({ fanIn, fanOut }) => (fanIn + fanOut) / 2,
  fan_geo_avg: ({ fanIn, fanOut }) => Math.sqrt(fanIn * fanOut),
};

type Draw = (key: random.Key, shape: Shape, dtype: DType, variance: NDArray) => NDArray;

/** The standard deviation of a standard normal number that is known to lie within ±2. */
const truncatedDeviation = 0.87962566103423978;

/** The same of a complex one, of a modulus up to 2. */
const complexTruncatedDeviation = 0.95311164380491208;

const draws: Readonly<Record<WeightDistribution, Draw>> = {
  truncated_normal(key, shape, dtype, variance) {
    if (isComplex(dtype)) {
      return complexTruncatedNormal(key, 2, shape, dtype).mul(np.sqrt(variance).div(complexTruncatedDeviation));
    }
    const stddev = np.sqrt(variance).div(truncatedDeviation);
    return random.truncatedNormal(key, -2, 2, shape, { dtype }).mul(stddev);
  },
  normal: (key, shape, dtype, variance) => random.normal(key, shape, { dtype }).mul(np.sqrt(variance)),
  uniform(key, shape, dtype, variance) {
    if (isComplex(dtype)) return complexUniform(key, shape, dtype).mul(np.sqrt(variance));
    return random.uniform(key, shape, { dtype, minval: -1 }).mul(np.sqrt(variance.mul(3)));
  },
};

/**
 * Builds an initializer of weights with mean 0 and the variance scale / n, where n is the number of inputs, of outputs, or a mean
 * of both. Throws a `TypeError` for a mode or a distribution that does not exist; the initializer throws one for a shape without
 * the axes of inputs and outputs.
 *
 * @example
 * nn.initializers.varianceScaling(2, "fan_in", "normal")(random.key(0), [64, 32]) // He initialisation
 */
export function varianceScaling(
  scale: number,
  mode: FanMode,
  distribution: WeightDistribution,
  options: ScalingOptions = {},
): Initializer {
  return scaling("varianceScaling", scale, mode, distribution, options);
}

/** As `varianceScaling`, under the name of a special case of it. */
export function scaling(
  name: string,
  scale: number,
  mode: FanMode,
  distribution: WeightDistribution,
  options: ScalingOptions,
): Initializer {
  requireOptions(name, options, scalingOptions);
  const denominator = entry(name, "mode", denominators, mode);
  const draw = entry(name, "distribution", draws, distribution);
  return initializer(name, options, (key, shape, dtype) => {
    const variance = np.array(scale / denominator(fansOf(name, shape, options)), { dtype });
    return draw(key, shape, dtype, variance);
  });
}

function entry<K extends string, V>(name: string, what: string, table: Readonly<Record<K, V>>, key: K): V {
  if (Object.hasOwn(table, key)) return table[key];
  throw new TypeError(`${name}: the ${what} is one of ${Object.keys(table).join(", ")}; found ${String(key)}`);
}
