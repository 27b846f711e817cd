import { asArray, type Array as NDArray, type Operand, requireOptions, shape as shapes } from "@hyrax/core";
import { canonicalAxis } from "./axes.js";
import { require } from "./require.js";
import { expandDims, squeeze } from "./shape.js";

/** Arrays of one dtype, one after the other along an axis; along the others their sizes are equal. */
export function concatenate(xs: readonly Operand[], dimension: number): NDArray {
  require(xs.length > 0, () => "concatenate: needs at least one array");
  return shapes.concatenate(xs, { dimension });
}

export interface AxisOption {
  /** 0 if not given; negative from the end. */
  readonly axis?: number;
}

const axisOptionNames = ["axis"] as const satisfies readonly (keyof AxisOption)[];

/** Arrays of one dtype and one shape, along a new axis. */
export function stack(xs: readonly Operand[], options: AxisOption = {}): NDArray {
  requireOptions("stack", options, axisOptionNames);
  const arrays = xs.map(asArray);
  require(arrays.length > 0, () => "stack: needs at least one array");
  const axis = canonicalAxis("stack", options.axis ?? 0, (arrays[0] as NDArray).ndim + 1);
  return concatenate(
    arrays.map((x) => expandDims(x, [axis])),
    axis,
  );
}

/** The slices of x along an axis, each without it. */
export function unstack(x: Operand, options: AxisOption = {}): NDArray[] {
  requireOptions("unstack", options, axisOptionNames);
  const array = asArray(x);
  const axis = canonicalAxis("unstack", options.axis ?? 0, array.ndim);
  const sizes = Array<number>(array.shape[axis] as number).fill(1);
  return split(array, sizes, { axis }).map((part) => squeeze(part, [axis]));
}

/** Parts of x of these sizes along an axis; the sizes add up to that of the axis. */
export function split(x: Operand, sizes: readonly number[], options: AxisOption = {}): NDArray[] {
  requireOptions("split", options, axisOptionNames);
  const array = asArray(x);
  const axis = canonicalAxis("split", options.axis ?? 0, array.ndim);
  return [...shapes.split([array], { sizes, axis })];
}
