import * as core from "@hyrax/core";
import { type Shape, sizeOf } from "@hyrax/core";
import { literal } from "../builder.js";
import { isAny, type Operation } from "./operation.js";

const broadcast: Operation = (choose, builder) => {
  const x = choose.array(isAny, [0, 3]);
  if (x === undefined) return false;
  const { shape } = x.aval;
  const wanted: number[] = [];
  const places: number[] = [];
  for (let axis = 0; axis <= shape.length; axis++) {
    if (choose.chance(0.4)) wanted.push(choose.size(33));
    if (axis === shape.length) break;
    places.push(wanted.length);
    wanted.push(shape[axis] === 1 && choose.chance(0.5) ? choose.size(33) : (shape[axis] as number));
  }
  if (!builder.fits(wanted)) return false;
  builder.apply(core.broadcastInDim, [x], { shape: wanted, broadcastDimensions: places });
  return true;
};

const reshape: Operation = (choose, builder) => {
  const x = choose.array(isAny);
  if (x === undefined) return false;
  const newSizes: number[] = [];
  let rest = sizeOf(x.aval.shape);
  for (let axis = choose.below(4); axis > 0; axis--) {
    const n = choose.factor(rest);
    newSizes.push(n);
    rest /= n;
  }
  builder.apply(core.reshape, [x], { newSizes: [...newSizes, rest] });
  return true;
};

const transpose: Operation = (choose, builder) => {
  const x = choose.array(isAny, [2, 8]);
  if (x === undefined) return false;
  builder.apply(core.transpose, [x], { permutation: choose.permutation(x.aval.shape.length) });
  return true;
};

const squeeze: Operation = (choose, builder) => {
  const x = choose.value(
    ({ aval }) => aval.shape.includes(1) && isAny(aval.dtype),
    () => undefined,
  );
  if (x === undefined) return false;
  builder.apply(core.squeeze, [x], {
    dimensions: choose.some(x.aval.shape.flatMap((n, axis) => (n === 1 ? [axis] : []))),
  });
  return true;
};

const rev: Operation = (choose, builder) => {
  const x = choose.array(isAny, [1, 8]);
  if (x === undefined) return false;
  builder.apply(core.rev, [x], { dimensions: choose.some(x.aval.shape.map((_, axis) => axis)) });
  return true;
};

const slice: Operation = (choose, builder) => {
  const x = choose.array(isAny, [1, 8]);
  if (x === undefined) return false;
  const startIndices = x.aval.shape.map((n) => (choose.chance(0.5) ? 0 : choose.below(Math.min(n, 5) + 1)));
  const limitIndices = x.aval.shape.map((n, axis) =>
    choose.chance(0.5) ? n : n - choose.below(n - startIndices[axis]! + 1),
  );
  const strides = choose.chance(0.5) ? null : x.aval.shape.map(() => 1 + choose.below(3));
  builder.apply(core.slice, [x], { startIndices, limitIndices, strides });
  return true;
};

const pad: Operation = (choose, builder) => {
  const x = choose.array(isAny, [1, 3]);
  if (x === undefined) return false;
  const { dtype, shape } = x.aval;
  const paddingConfig = shape.map((n) => {
    const low = choose.below(4) - Math.min(1, n);
    const interior = choose.chance(0.3) ? choose.below(3) : 0;
    return [low, choose.below(4), interior] as const;
  });
  const padded = shape.map((n, axis) => {
    const [low, high, interior] = paddingConfig[axis]!;
    return low + high + n + Math.max(0, n - 1) * interior;
  });
  if (!builder.fits(padded) || padded.some((n) => n < 0)) return false;
  const value = core.dtypeKind(dtype) === "b" ? literal(true, dtype) : literal(choose.of([0, 1, 2]), dtype);
  builder.apply(core.pad, [x, value], { paddingConfig });
  return true;
};

/** Some of the same shape, or parts of it, along an axis. */
const concatenate: Operation = (choose, builder) => {
  const x = choose.array(isAny, [1, 4]);
  if (x === undefined) return false;
  const { dtype, shape } = x.aval;
  const dimension = choose.below(shape.length);
  const agrees = (other: Shape) =>
    other.length === shape.length && other.every((n, axis) => axis === dimension || n === shape[axis]);
  const parts = Array.from({ length: 1 + choose.below(3) }, () =>
    choose.value(
      ({ aval }) => aval.dtype === dtype && agrees(aval.shape),
      () => undefined,
    ),
  ).flatMap((part) => (part === undefined ? [] : [part]));
  const inputs = choose.shuffled([x, ...parts]);
  const total = inputs.reduce((n, part) => n + sizeOf(part.aval.shape), 0);
  if (total > builder.limit.elements) return false;
  builder.apply(core.concatenate, inputs, { dimension });
  return true;
};

const split: Operation = (choose, builder) => {
  const x = choose.array(isAny, [1, 8]);
  if (x === undefined) return false;
  const axis = choose.below(x.aval.shape.length);
  let rest = x.aval.shape[axis] as number;
  const sizes: number[] = [];
  for (let parts = choose.below(3); parts > 0; parts--) {
    const n = choose.below(rest + 1);
    sizes.push(n);
    rest -= n;
  }
  builder.apply(core.split, [x], { sizes: [...sizes, rest], axis });
  return true;
};

const iota: Operation = (choose, builder) => {
  const dtype = choose.of(["int32", "float32", "float64", "uint8", "int64", "bfloat16", "float16"] as const);
  const shape = choose.shape(1 + choose.below(3));
  if (!builder.fits(shape)) return false;
  builder.apply(core.iota, [], { dtype, shape, dimension: choose.below(shape.length) });
  return true;
};

export const shapeOperations: readonly Operation[] = [
  broadcast,
  broadcast,
  reshape,
  transpose,
  transpose,
  squeeze,
  rev,
  slice,
  slice,
  pad,
  concatenate,
  split,
  iota,
];
