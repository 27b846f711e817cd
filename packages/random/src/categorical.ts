import {
  type ArrayLike,
  add,
  argmax,
  canonicalDtype,
  isFloating,
  type Array as NDArray,
  requireOptions,
  reshape,
  type Shape,
  sizeOf,
  topK,
  transpose,
} from "@hyrax/core";
import { broadcastTo, convertTo } from "./arithmetic.js";
import { checkedAxis } from "./axis-argument.js";
import type { FloatDType } from "./float-info.js";
import { type SamplingMode, sampleGumbel, samplingMode } from "./gumbel.js";
import { type Key, typedKey } from "./key-argument.js";
import { operand } from "./operand.js";
import { program } from "./program.js";
import { type ShapeLike, sampleShape } from "./shape-argument.js";

interface CategoricalSample {
  readonly axis: number;
  readonly shape: Shape;
  readonly mode: SamplingMode;
}

/** The greatest of the logits with Gumbel noise is distributed as the logits say. */
const drawWithReplacement = program(
  "_categorical",
  ([key, logits]: readonly [NDArray, NDArray], { axis, shape, mode }: CategoricalSample) => {
    const batch = logits.ndim - 1;
    const prefix = shape.length - batch;
    const whole = [...shape];
    whole.splice(prefix + axis, 0, logits.shape[axis] as number);
    const noise = sampleGumbel([key], { shape: whole, dtype: logits.dtype as FloatDType, mode });
    return argmax(add(noise, broadcastTo(logits, whole)), {
      axes: [prefix + axis],
      indexDtype: canonicalDtype("int64"),
    });
  },
);

/** The k greatest of the logits with Gumbel noise are k draws without replacement. */
const drawWithoutReplacement = program(
  "_categorical",
  ([key, logits]: readonly [NDArray, NDArray], { axis, shape, mode }: CategoricalSample) => {
    const batch = logits.ndim - 1;
    const k = sizeOf(shape.slice(0, shape.length - batch));
    const noise = sampleGumbel([key], { shape: logits.shape, dtype: logits.dtype as FloatDType, mode });
    const [, indices] = topK([add(noise, logits)], { k, axis });
    const permutation = [axis, ...logits.shape.map((_, i) => i).filter((i) => i !== axis)];
    return reshape(transpose(indices as NDArray, { permutation }), { newSizes: shape });
  },
);

export interface CategoricalOptions {
  /** The axis along which the logits of one distribution lie; the last one by default. */
  readonly axis?: number;
  /** The shape of the samples; it ends in what is left of the logits' shape without the axis, or broadcasts with it. */
  readonly shape?: ShapeLike | null;
  /** Whether the samples of a distribution may repeat; true by default. */
  readonly replace?: boolean;
  /** "high" for probabilities below about 1e-7, at twice the cost. */
  readonly mode?: SamplingMode;
}

/**
 * Categories 0 … n−1 drawn with probabilities `softmax(logits)` along an axis, as int32.
 * Throws a `TypeError` to draw more categories than there are without replacement.
 */
export function categorical(key: Key, logits: ArrayLike, options: CategoricalOptions = {}): NDArray {
  requireOptions("categorical", options, ["axis", "shape", "replace", "mode"]);
  const { replace = true } = options;
  const single = typedKey("categorical", key);
  const given = operand("categorical", "logits", logits);
  if (!isFloating(given.dtype)) throw new TypeError(`categorical: the logits must be floating, found ${given.aval}`);
  const axis = checkedAxis("categorical", options.axis ?? -1, given.ndim);
  const batch = given.shape.filter((_, i) => i !== axis);
  const shape = sampleShape("categorical", options.shape, { "of the logits without the axis": batch });
  const n = given.shape[axis] as number;
  const k = sizeOf(shape.slice(0, shape.length - batch.length));
  if (!replace && k > n) {
    throw new TypeError(
      `categorical: cannot draw ${k} of ${n} categories without replacement; draw fewer, or { replace: true }`,
    );
  }
  const sample = replace ? drawWithReplacement : drawWithoutReplacement;
  return sample([single, convertTo(given, given.dtype)], {
    axis,
    shape,
    mode: samplingMode("categorical", options.mode),
  });
}
