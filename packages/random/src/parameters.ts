import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { broadcastUnlessScalar, convertTo } from "./arithmetic.js";
import { floatDtype } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { floatOperand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { sampleShape } from "./shape-argument.js";
import type { FloatSample } from "./uniform.js";

/** A parameter of a distribution with its name. */
export type NamedParameter = readonly [name: string, value: ArrayLike];

/**
 * Checks the arguments of a sampler of floats with parameters, and runs its program on the key and the parameters. The
 * samples have the shape asked for, to which the parameters broadcast, or the one that the parameters broadcast to.
 */
export function drawWithParameters<P extends readonly NDArray[]>(
  name: string,
  sample: (inputs: readonly [key: NDArray, ...parameters: P], statics: FloatSample) => NDArray,
  key: Key,
  parameters: { readonly [K in keyof P]: NamedParameter },
  shape: ShapeOrOptions<SamplerOptions>,
  options: SamplerOptions | undefined,
): NDArray {
  const given = samplerOptions(name, shape, options, ["dtype"]);
  const dtype = floatDtype(name, given.dtype);
  const arrays = parameters.map(([parameter, x]) => floatOperand(name, parameter, x, dtype));
  const shapes = Object.fromEntries(parameters.map(([parameter], i) => [parameter, (arrays[i] as NDArray).shape]));
  const sizes = sampleShape(name, given.shape, shapes);
  // An array for each parameter.
  return sample([typedKey(name, key), ...(arrays as readonly NDArray[] as P)], { shape: sizes, dtype });
}

/** A parameter as the samples take it: of their dtype, and of their shape or a scalar. */
export function parameter(x: NDArray, { shape, dtype }: FloatSample): NDArray {
  return broadcastUnlessScalar(convertTo(x, dtype), shape);
}
