import {
  type ArrayLike,
  add,
  canonicalDtype,
  cumsum,
  log,
  mul,
  type Array as NDArray,
  reshape,
  type Shape,
  scalarArray,
  sizeOf,
  slice,
  sub,
  topK,
} from "@hyrax/core";
import { convertTo, full } from "./arithmetic.js";
import { checkedAxis } from "./axis-argument.js";
import type { FloatDType } from "./float-info.js";
import { type SamplingMode, sampleGumbel, samplingMode } from "./gumbel.js";
import { type Key, typedKey } from "./key-argument.js";
import { floatingOperand, operand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { integerArgument, shuffledArray, shuffledRange } from "./permutation.js";
import { program } from "./program.js";
import { sampleRandint } from "./randint.js";
import { searchSorted } from "./search-sorted.js";
import { checkedShape } from "./shape-argument.js";
import { take } from "./take.js";
import { unitUniform } from "./uniform.js";

interface Draws {
  readonly shape: Shape;
  readonly mode: SamplingMode;
}

/** `[key, p]` to indices drawn with probabilities proportional to p, by inversion of their running sum. */
const drawWithReplacement = program("_choice", ([key, p]: readonly [NDArray, NDArray], { shape }: Draws) => {
  const dtype = p.dtype as FloatDType;
  const running = cumsum(p, { axis: 0, reverse: false });
  const n = p.size;
  const total = reshape(slice(running, { startIndices: [n - 1], limitIndices: [n], strides: null }), { newSizes: [] });
  const u = unitUniform(key, { shape, dtype });
  return convertTo(searchSorted(running, mul(total, sub(1, u))), canonicalDtype("int64"));
});

/**
 * `[key, p]` to distinct indices: those of the greatest log p + Gumbel noise.
 * Source: Kool, van Hoof, Welling, "Stochastic beams and where to find them", 2019, section 2.3.
 */
const drawWithoutReplacement = program("_choice", ([key, p]: readonly [NDArray, NDArray], { shape, mode }: Draws) => {
  const noise = sampleGumbel([key], { shape: p.shape, dtype: p.dtype as FloatDType, mode });
  const [, indices] = topK([add(noise, log(p))], { k: sizeOf(shape), axis: 0 });
  return convertTo(reshape(indices as NDArray, { newSizes: shape }), canonicalDtype("int64"));
});

export interface ChoiceOptions extends Pick<SamplerOptions, "shape"> {
  /** Whether an element may be drawn more than once; true by default. */
  readonly replace?: boolean;
  /** The probability of each element along the axis; all the same by default. */
  readonly p?: ArrayLike;
  /** The axis along which to draw; the first one by default. */
  readonly axis?: number;
  /** "high" resolves smaller probabilities, where elements are drawn by `p` without replacement. */
  readonly mode?: SamplingMode;
}

/**
 * Elements of an array, or slices along an axis of it, drawn at random; for an integer n, integers of 0 … n−1.
 * The result is `[...before, ...shape, ...after]`, with the axes of the array before and after the one drawn from.
 * Throws a `TypeError` to draw more elements than there are without replacement.
 */
export function choice(
  key: Key,
  a: ArrayLike,
  shape?: ShapeOrOptions<ChoiceOptions>,
  options?: ChoiceOptions,
): NDArray {
  const given = samplerOptions("choice", shape, options, ["replace", "p", "axis", "mode"]);
  const single = typedKey("choice", key);
  const draws: Draws = {
    shape: checkedShape("choice", given.shape ?? []),
    mode: samplingMode("choice", given.mode),
  };
  const array = operand("choice", "a", a);
  const range = array.ndim === 0;
  const axis = range ? 0 : checkedAxis("choice", given.axis ?? 0, array.ndim);
  const n = range ? integerArgument("choice", "a", a) : (array.shape[axis] as number);
  const replace = given.replace ?? true;
  const count = sizeOf(draws.shape);
  if (count > 0 && n <= 0) throw new TypeError(`choice: there is nothing to draw from: a has ${n} elements`);
  if (!replace && count > n) {
    throw new TypeError(
      `choice: cannot draw ${count} of ${n} elements without replacement; draw fewer, or { replace: true }`,
    );
  }
  const dtype = range ? canonicalDtype("int64") : array.dtype;
  const whole = range ? draws.shape : [...array.shape.slice(0, axis), ...draws.shape, ...array.shape.slice(axis + 1)];
  if (count === 0 && dtype !== "key<fry>") return full(whole, 0, dtype);
  if (given.p === undefined && !replace) {
    const shuffled = range ? shuffledRange(single, n) : shuffledArray(single, array, axis, false);
    return reshape(firstAlong(shuffled, axis, count), { newSizes: whole });
  }
  const indices =
    given.p === undefined ? drawEvenly(single, n, draws) : drawByWeight(single, n, given.p, replace, draws);
  return range ? indices : take(array, indices, axis);
}

function drawEvenly(key: NDArray, n: number, { shape }: Draws): NDArray {
  const dtype = canonicalDtype("int64") as "int32" | "int64";
  return sampleRandint([key, scalarArray(0, dtype), scalarArray(n, dtype)], { shape, dtype });
}

function drawByWeight(key: NDArray, n: number, weights: ArrayLike, replace: boolean, draws: Draws): NDArray {
  const p = floatingOperand("choice", "p", weights);
  if (p.ndim !== 1 || p.size !== n) {
    throw new TypeError(
      `choice: p must have one probability for each of the ${n} elements to draw from, found ${p.aval}`,
    );
  }
  return (replace ? drawWithReplacement : drawWithoutReplacement)([key, p], draws);
}

/** The first elements along an axis. */
function firstAlong(x: NDArray, axis: number, count: number): NDArray {
  const limitIndices = x.shape.map((size, i) => (i === axis ? count : size));
  return slice(x, { startIndices: x.shape.map(() => 0), limitIndices, strides: null });
}
