import { type ArrayLike, exp, mul, type Array as NDArray } from "@hyrax/core";
import type { Key } from "./key-argument.js";
import { sampleNormal } from "./normal.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { drawWithParameters, parameter } from "./parameters.js";
import { program } from "./program.js";
import type { FloatSample } from "./uniform.js";

const sampleLognormal = program("_lognormal", ([key, sigma]: readonly [NDArray, NDArray], statics: FloatSample) =>
  exp(mul(sampleNormal([key], statics), parameter(sigma, statics))),
);

export interface LognormalOptions extends SamplerOptions {
  /** The standard deviation of the logarithm; 1 by default. Broadcasts with the shape. */
  readonly sigma?: ArrayLike;
}

/** Floats whose logarithms are normal with mean 0 and standard deviation `sigma`. */
export function lognormal(key: Key, shape?: ShapeOrOptions<LognormalOptions>, options?: LognormalOptions): NDArray {
  const { sigma = 1, ...given } = samplerOptions("lognormal", shape, options, ["dtype", "sigma"]);
  return drawWithParameters("lognormal", sampleLognormal, key, [["sigma", sigma]], given, undefined);
}
