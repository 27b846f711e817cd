import type { Array as NDArray } from "@hyrax/core";
import { floatDtype } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { checkedShape } from "./shape-argument.js";
import type { FloatSample } from "./uniform.js";

/** The program of a distribution without parameters. */
export type FloatProgram = (inputs: readonly [key: NDArray], statics: FloatSample) => NDArray;

/** Checks the arguments of a sampler of floats that has no parameters, and runs its program. */
export function drawFloats(
  name: string,
  sample: FloatProgram,
  key: Key,
  shape: ShapeOrOptions<SamplerOptions>,
  options: SamplerOptions | undefined,
): NDArray {
  const given = samplerOptions(name, shape, options, ["dtype"]);
  const dtype = floatDtype(name, given.dtype);
  return sample([typedKey(name, key)], { shape: checkedShape(name, given.shape ?? []), dtype });
}
