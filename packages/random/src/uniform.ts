import {
  type ArrayLike,
  add,
  bitcastConvertType,
  max,
  mul,
  type Array as NDArray,
  or,
  type Shape,
  scalarArray,
  shiftRightLogical,
  sub,
} from "@hyrax/core";
import { randomBits } from "@hyrax/core/library";
import { broadcastUnlessScalar, convertTo } from "./arithmetic.js";
import { type FloatDType, floatDtype, floatInfo } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { operand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { sampleShape } from "./shape-argument.js";

/** What a sampler of floats is specialised to. */
export interface FloatSample {
  readonly shape: Shape;
  readonly dtype: FloatDType;
}

/**
 * Uniform floats in [0, 1): random bits as the mantissa of a number in [1, 2), from which 1 is taken. A dtype whose
 * mantissa has fewer than 8 bits draws 8 bits for each element.
 */
function unitInterval(keys: NDArray, shape: Shape, dtype: FloatDType): NDArray {
  const { bits, nmant, oneBits } = floatInfo[dtype];
  const bitWidth = nmant < 8 ? 8 : bits;
  const random = convertTo(randomBits(keys, { bitWidth, shape }), `uint${bits}`);
  const mantissa = shiftRightLogical(random, bitWidth - nmant);
  return sub(bitcastConvertType(or(mantissa, oneBits), { newDtype: dtype }), 1);
}

/** `[key, minval, maxval]` to samples. Keys may have axes here, which then lead those of the samples. */
export const sampleUniform = program(
  "_uniform",
  ([keys, minval, maxval]: readonly [NDArray, NDArray, NDArray], { shape, dtype }: FloatSample) => {
    const whole = [...keys.shape, ...shape];
    const low = broadcastUnlessScalar(convertTo(minval, dtype), whole);
    const high = broadcastUnlessScalar(convertTo(maxval, dtype), whole);
    const floats = unitInterval(keys, shape, dtype);
    // The scaled value may be rounded up to maxval, never below minval.
    return max(low, add(mul(floats, sub(high, low)), low));
  },
);

/** Uniform floats in [minval, 1) for each key. */
export function unitUniform(keys: NDArray, statics: FloatSample, minval = 0): NDArray {
  const { dtype } = statics;
  return sampleUniform([keys, scalarArray(minval, dtype), scalarArray(1, dtype)], statics);
}

export interface UniformOptions extends SamplerOptions {
  /** The least value, included; 0 by default. Broadcasts to the shape. */
  readonly minval?: ArrayLike;
  /** The value that is not reached; 1 by default. Broadcasts to the shape. */
  readonly maxval?: ArrayLike;
}

/** Uniformly distributed floats in `[minval, maxval)`. */
export function uniform(key: Key, shape?: ShapeOrOptions<UniformOptions>, options?: UniformOptions): NDArray {
  const given = samplerOptions("uniform", shape, options, ["dtype", "minval", "maxval"]);
  const dtype = floatDtype("uniform", given.dtype);
  const minval = operand("uniform", "minval", given.minval ?? 0);
  const maxval = operand("uniform", "maxval", given.maxval ?? 1);
  const sizes = sampleShape("uniform", given.shape ?? [], { minval: minval.shape, maxval: maxval.shape });
  return sampleUniform([typedKey("uniform", key), minval, maxval], { shape: sizes, dtype });
}
