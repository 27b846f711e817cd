import { add, ge, log, log1p, mul, type Array as NDArray, neg } from "@hyrax/core";
import { where } from "./arithmetic.js";
import { floatDtype, floatInfo } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { checkedShape } from "./shape-argument.js";
import { type FloatSample, unitUniform } from "./uniform.js";
import { unstackFirst } from "./unstack.js";

/**
 * How finely a sampler resolves small probabilities: "low" draws one word for each element, which in float32 knows
 * nothing of probabilities below about 1e-7; "high" draws two, for about 1e-14.
 */
export type SamplingMode = "low" | "high";

/** The mode asked for, "low" by default. Throws a `TypeError` for anything else. */
export function samplingMode(name: string, mode: SamplingMode | undefined): SamplingMode {
  if (mode === undefined || mode === "low" || mode === "high") return mode ?? "low";
  throw new TypeError(`${name}: mode must be "low" or "high", found ${JSON.stringify(mode)}`);
}

interface GumbelSample extends FloatSample {
  readonly mode: SamplingMode;
}

/** By inversion: −log(−log(u)); in mode "high", u is 1 less a number of twice the resolution. */
export const sampleGumbel = program("_gumbel", ([key]: readonly [NDArray], { shape, dtype, mode }: GumbelSample) => {
  const { tiny, nmant } = floatInfo[dtype];
  const uniform = (sizes: readonly number[], minval: number) => unitUniform(key, { shape: sizes, dtype }, minval);
  if (mode === "low") return neg(log(neg(log(uniform(shape, tiny)))));
  const [high, low] = unstackFirst(uniform([2, ...shape], 0));
  const fine = add(add(high, mul(low, 2 ** -nmant)), tiny);
  // The sum may round up to 1 where there is nothing to refine.
  const u = where(ge(high, 0.5), high, fine);
  return neg(log(neg(log1p(neg(u)))));
});

export interface GumbelOptions extends SamplerOptions {
  readonly mode?: SamplingMode;
}

/** Floats of the Gumbel distribution, of density exp(−(x + e⁻ˣ)). */
export function gumbel(key: Key, shape?: ShapeOrOptions<GumbelOptions>, options?: GumbelOptions): NDArray {
  const given = samplerOptions("gumbel", shape, options, ["dtype", "mode"]);
  const dtype = floatDtype("gumbel", given.dtype);
  const mode = samplingMode("gumbel", given.mode);
  return sampleGumbel([typedKey("gumbel", key)], { shape: checkedShape("gumbel", given.shape ?? []), dtype, mode });
}
