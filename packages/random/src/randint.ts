import {
  type ArrayLike,
  add,
  and,
  config,
  dtypeBytes,
  gt,
  isInteger,
  le,
  max,
  min,
  mul,
  type Array as NDArray,
  rem,
  requireOptions,
  type Scalar,
  type Shape,
  scalarArray,
  sub,
} from "@hyrax/core";
import { type RandomBitsParams, randomBits } from "@hyrax/core/library";
import { broadcastTo, convertTo, full, where } from "./arithmetic.js";
import { type IntegerDType, integerDtype, integerRange } from "./integer-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { operand } from "./operand.js";
import type { SamplerOptions } from "./options.js";
import { program } from "./program.js";
import { type ShapeLike, sampleShape } from "./shape-argument.js";
import { splitTwo } from "./split-key.js";

/** What a sampler of integers is specialised to. */
export interface IntegerSample {
  readonly shape: Shape;
  readonly dtype: IntegerDType;
}

/** Integers in another dtype, clipped to it instead of wrapped. */
function clipTo(x: NDArray, dtype: IntegerDType): NDArray {
  const [low, high] = integerRange(dtype);
  const [least, greatest] = integerRange(x.dtype);
  let clipped = x;
  if (least < low) clipped = max(clipped, scalarArray(low, x.dtype));
  if (greatest > high) clipped = min(clipped, scalarArray(high, x.dtype));
  return convertTo(clipped, dtype);
}

/**
 * `[key, minval, maxval]` to integers: two random words for each, h and l, as (h·2ᵇ + l) mod (maxval − minval), worked
 * out in b bits by (x·y) mod n = ((x mod n)·(y mod n)) mod n. The bias of the remainder is as small as twice the bits make it.
 */
export const sampleRandint = program(
  "_randint",
  ([key, minval, maxval]: readonly [NDArray, NDArray, NDArray], { shape, dtype }: IntegerSample) => {
    const bits = 8 * dtypeBytes(dtype);
    const unsigned = `uint${bits}` as IntegerDType;
    // The bounds, and what follows from them, are scalars as long as they can be.
    const parameters = minval.ndim === 0 && maxval.ndim === 0 ? [] : shape;
    const low = broadcastTo(clipTo(minval, dtype), parameters);
    const high = broadcastTo(clipTo(maxval, dtype), parameters);
    // randint(key, shape, 0, 256, { dtype: "uint8" }): the end may be one more than the dtype holds.
    const greatest = integerRange(dtype)[1];
    const beyond =
      integerRange(maxval.dtype)[1] > greatest
        ? broadcastTo(gt(maxval, scalarArray(greatest, maxval.dtype)), parameters)
        : full(parameters, false, "bool");

    const [highKey, lowKey] = splitTwo(key);
    // Integer dtypes that are sampled have 32 or 64 bits.
    const draw = (k: NDArray) => randomBits(k, { bitWidth: bits as RandomBitsParams["bitWidth"], shape });
    const [highBits, lowBits] = [draw(highKey), draw(lowKey)] as const;

    // An empty range gives minval. A range of all integers gives a span of 0, and a remainder by 0 changes nothing.
    const difference = where(le(high, low), 1, convertTo(sub(high, low), unsigned));
    const span = where(and(beyond, gt(high, low)), add(difference, 1), difference);
    const root = rem(full(parameters, 2n ** BigInt(bits / 2), unsigned), span);
    const multiplier = rem(mul(root, root), span);
    const offset = add(mul(rem(highBits, span), multiplier), rem(lowBits, span));
    return add(low, convertTo(rem(offset, span), dtype));
  },
);

/**
 * Integers in `[minval, maxval)`, int32 (int64 where 64-bit types are on) unless `dtype` says another. The bounds
 * broadcast to the shape; where `maxval <= minval`, the result is `minval`.
 */
export function randint(
  key: Key,
  shape: ShapeLike,
  minval: ArrayLike,
  maxval: ArrayLike,
  options: Pick<SamplerOptions, "dtype"> = {},
): NDArray {
  requireOptions("randint", options, ["dtype"]);
  const dtype = integerDtype("randint", options.dtype);
  const narrow = dtypeBytes(dtype) < 4;
  const low = integerOperand("minval", minval);
  const high = integerOperand("maxval", maxval);
  const sizes = sampleShape("randint", shape, { minval: low.shape, maxval: high.shape });
  const single = typedKey("randint", key);
  if (!narrow) return sampleRandint([single, low, high], { shape: sizes, dtype });
  // Narrow integers are drawn as int32, for less bias.
  const [least, greatest] = integerRange(dtype);
  const clip = (x: NDArray, end: bigint) => min(max(convertTo(x, "int32"), Number(least)), Number(end));
  const bounds = [clip(low, greatest), clip(high, greatest + 1n)] as const;
  return convertTo(sampleRandint([single, ...bounds], { shape: sizes, dtype: "int32" }), dtype);
}

/** A bound as integers; fractions are cut off. */
function integerOperand(parameter: string, x: ArrayLike): NDArray {
  if (typeof x === "number" || typeof x === "bigint" || typeof x === "boolean") return bareInteger(parameter, x);
  const array = operand("randint", parameter, x);
  return isInteger(array.dtype) ? array : convertTo(array, integerDtype("randint", undefined));
}

/** A bare number in the dtype of integers, or in uint32 if it only fits there. */
function bareInteger(parameter: string, x: Scalar): NDArray {
  if (typeof x === "number" && !Number.isFinite(x)) {
    throw new TypeError(`randint: ${parameter} must be an integer, found ${x}`);
  }
  const integer = typeof x === "bigint" ? x : BigInt(Math.trunc(Number(x)));
  const dtypes = config.values.enableX64 ? (["int64", "uint64"] as const) : (["int32", "uint32"] as const);
  const dtype = dtypes.find((candidate) => {
    const [least, greatest] = integerRange(candidate);
    return integer >= least && integer <= greatest;
  });
  if (dtype === undefined) {
    throw new TypeError(`randint: ${parameter} is ${x}, which does not fit into ${dtypes.join(" or ")}`);
  }
  return scalarArray(integer, dtype, true);
}
