import { type ArrayLike, div, exp, type Array as NDArray, reduceMax, reduceSum, stopGradient, sub } from "@hyrax/core";
import { broadcastTo, convertTo, expandLast } from "./arithmetic.js";
import { floatDtype } from "./float-info.js";
import { logGammaSamples } from "./gamma-sample.js";
import { type Key, typedKey } from "./key-argument.js";
import { floatOperand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { sampleShape } from "./shape-argument.js";
import type { FloatSample } from "./uniform.js";

/** As gamma samples over their sum: the softmax of their logarithms, which small parameters leave exact. */
const sampleDirichlet = program(
  "_dirichlet",
  ([key, alpha]: readonly [NDArray, NDArray], { shape, dtype }: FloatSample) => {
    const n = alpha.shape.at(-1) as number;
    const samples = logGammaSamples(key, broadcastTo(convertTo(alpha, dtype), [...shape, n]));
    const axes = [shape.length];
    const rows = (x: NDArray) => broadcastTo(expandLast(x), samples.shape);
    const x = exp(sub(samples, rows(stopGradient(reduceMax(samples, { axes })))));
    return div(x, rows(reduceSum(x, { axes })));
  },
);

/**
 * Vectors of the Dirichlet distribution, `[...shape, n]` for parameters `alpha` of `[..., n]`: numbers in [0, 1] that
 * add up to 1, of density ∝ ∏ xᵢ^(αᵢ − 1).
 */
export function dirichlet(
  key: Key,
  alpha: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  const given = samplerOptions("dirichlet", shape, options, ["dtype"]);
  const dtype = floatDtype("dirichlet", given.dtype);
  const parameters = floatOperand("dirichlet", "alpha", alpha, dtype);
  if (parameters.ndim === 0)
    throw new TypeError(`dirichlet: alpha must have at least one axis, found ${parameters.aval}`);
  const sizes = sampleShape("dirichlet", given.shape, {
    "of alpha without its last axis": parameters.shape.slice(0, -1),
  });
  return sampleDirichlet([typedKey("dirichlet", key), parameters], { shape: sizes, dtype });
}
