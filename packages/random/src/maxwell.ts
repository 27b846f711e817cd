import { mul, type Array as NDArray, reduceSum, sqrt } from "@hyrax/core";
import { drawFloats } from "./float-sampler.js";
import type { Key } from "./key-argument.js";
import { sampleNormal } from "./normal.js";
import type { SamplerOptions, ShapeOrOptions } from "./options.js";
import { program } from "./program.js";
import type { FloatSample } from "./uniform.js";

/** As the length of a vector of three normal numbers. */
export const sampleMaxwell = program("_maxwell", ([key]: readonly [NDArray], { shape, dtype }: FloatSample) => {
  const x = sampleNormal([key], { shape: [...shape, 3], dtype });
  return sqrt(reduceSum(mul(x, x), { axes: [shape.length] }));
});

/** Floats of the Maxwell distribution, of density ∝ x² exp(−x² / 2) on [0, ∞). */
export function maxwell(key: Key, shape?: ShapeOrOptions<SamplerOptions>, options?: SamplerOptions): NDArray {
  return drawFloats("maxwell", sampleMaxwell, key, shape, options);
}
