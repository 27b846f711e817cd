import { type Shape, type ShapedArray, shapedArray } from "../aval.js";
import { canonicalDtype, type DType } from "../dtypes/dtype.js";
import { multiple, primitive, variadic } from "../primitive.js";
import {
  jointAval,
  require,
  requireAxes,
  requireEntries,
  requireFirst,
  requireSameDtype,
  requireScalar,
  resized,
  withoutAxes,
  withShape,
} from "./abstract.js";

type One = readonly [x: ShapedArray];

export interface BroadcastInDimParams {
  readonly shape: Shape;
  /** For each axis of the input, the axis of the result that it becomes; they increase. */
  readonly broadcastDimensions: readonly number[];
}

export const broadcastInDim = primitive(
  "broadcast_in_dim",
  ([x]: One, { shape, broadcastDimensions }: BroadcastInDimParams) => {
    const fits =
      broadcastDimensions.length === x.shape.length &&
      broadcastDimensions.every(
        (to, from) =>
          Number.isInteger(to) &&
          to > (broadcastDimensions[from - 1] ?? -1) &&
          to < shape.length &&
          (x.shape[from] === 1 || x.shape[from] === shape[to]),
      );
    require(fits, () => `${x} cannot become [${shape.join(",")}] with its axes at [${broadcastDimensions.join(", ")}]`);
    return withShape(x, shape);
  },
  { print: ({ broadcastDimensions }) => (broadcastDimensions.length === 0 ? {} : { broadcastDimensions }) },
);

export interface ReshapeParams {
  readonly newSizes: Shape;
}

export const reshape = primitive(
  "reshape",
  ([x]: One, { newSizes }: ReshapeParams) => {
    const aval = withShape(x, newSizes);
    require(aval.size === x.size, () => `${x} cannot become ${aval}: ${x.size} elements are not ${aval.size}`);
    return aval;
  },
  { print: (params) => ({ dimensions: null, ...params, sharding: null }) },
);

export interface TransposeParams {
  /** For each axis of the result, the axis of the input that it was. */
  readonly permutation: readonly number[];
}

export const transpose = primitive("transpose", ([x]: One, { permutation }: TransposeParams) => {
  requireAxes(x, permutation);
  requireEntries(x, "the permutation", permutation);
  return withShape(
    x,
    permutation.map((axis) => x.shape[axis] as number),
  );
});

export interface DimensionsParams {
  readonly dimensions: readonly number[];
}

/** Removes axes of size 1. */
export const squeeze = primitive("squeeze", ([x]: One, { dimensions }: DimensionsParams) => {
  requireAxes(x, dimensions);
  for (const axis of dimensions) {
    require(x.shape[axis] === 1, () => `only axes of size 1 can be removed, not axis ${axis} of ${x}`);
  }
  return withShape(x, withoutAxes(x.shape, dimensions));
});

/** Reverses the order of elements along axes. */
export const rev = primitive("rev", ([x]: One, { dimensions }: DimensionsParams) => {
  requireAxes(x, dimensions);
  return x;
});

export interface ConcatenateParams {
  readonly dimension: number;
}

export const concatenate = variadic("concatenate", (inputs, { dimension }: ConcatenateParams) => {
  const x = requireFirst(inputs);
  requireAxes(x, [dimension]);
  requireSameDtype(inputs);
  for (const y of inputs) {
    require(y.shape.length === x.shape.length &&
      y.shape.every((n, axis) => axis === dimension || n === x.shape[axis]), () =>
      `the shapes may differ along axis ${dimension} only, found ${inputs.join(", ")}`);
  }
  const size = inputs.reduce((n, y) => n + (y.shape[dimension] as number), 0);
  return jointAval(resized(x.shape, dimension, size), inputs);
});

export interface SplitParams {
  /** The sizes of the parts; they add up to the size of the axis. */
  readonly sizes: readonly number[];
  readonly axis: number;
}

export const split = multiple("split", ([x], { sizes, axis }: SplitParams) => {
  const input = x as ShapedArray;
  requireAxes(input, [axis]);
  const total = sizes.reduce((a, b) => a + b, 0);
  require(total === input.shape[axis], () =>
    `the sizes [${sizes.join(", ")}] add up to ${total}, which is not the size of axis ${axis} of ${input}`);
  return sizes.map((n) => withShape(input, resized(input.shape, axis, n)));
});

export interface PadParams {
  /** For each axis: padding before, after, and between elements; the first two may be negative, which cuts. */
  readonly paddingConfig: readonly (readonly [low: number, high: number, interior: number])[];
}

/** `pad(x, value)`: puts a scalar around and between the elements. */
export const pad = primitive(
  "pad",
  (inputs: readonly [x: ShapedArray, value: ShapedArray], { paddingConfig }: PadParams) => {
    const [x, value] = inputs;
    requireSameDtype(inputs);
    requireScalar("value", value);
    requireEntries(x, "the padding", paddingConfig);
    const shape = x.shape.map((n, axis) => {
      const [low, high, interior] = paddingConfig[axis] as readonly [number, number, number];
      const size = low + high + n + Math.max(n - 1, 0) * interior;
      require(interior >= 0 && size >= 0, () =>
        `padding by [low ${low}, high ${high}, interior ${interior}] does not fit axis ${axis} of ${x}`);
      return size;
    });
    return jointAval(shape, inputs);
  },
);

export interface IotaParams {
  readonly dtype: DType;
  readonly shape: Shape;
  /** The axis along which the elements count. */
  readonly dimension: number;
}

/** 0, 1, 2, … along an axis. */
export const iota = primitive(
  "iota",
  (_: readonly [], { dtype, shape, dimension }: IotaParams) => {
    const aval = shapedArray(shape, canonicalDtype(dtype));
    requireAxes(aval, [dimension]);
    return aval;
  },
  { print: ({ dimension, dtype, shape }) => ({ dimension, dtype, shape, sharding: null }) },
);

/** Changes of shape and layout, and what assembles and takes apart arrays. */
export const shape = { broadcastInDim, reshape, transpose, squeeze, rev, concatenate, split, pad, iota };
