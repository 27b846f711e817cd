import { type Shape, type ShapedArray, sameShape, shapedArray } from "../aval.js";
import { primitive } from "../primitive.js";
import {
  type Kinds,
  require,
  requireEntries,
  requireKind,
  requireSameDtype,
  requireSameShape,
  withShape,
} from "./abstract.js";
import { windowCount } from "./convolution.js";

/** Windows that slide over every axis. */
export interface WindowParams {
  readonly windowDimensions: Shape;
  readonly windowStrides: readonly number[];
  readonly padding: readonly (readonly [low: number, high: number])[];
  readonly baseDilation: readonly number[];
  readonly windowDilation: readonly number[];
}

function windowShape(x: ShapedArray, params: WindowParams): Shape {
  const { windowDimensions, windowStrides, padding, baseDilation, windowDilation } = params;
  const lists = [windowDimensions, windowStrides, padding, baseDilation, windowDilation];
  requireEntries(x, "window, strides, padding and dilations", ...lists);
  return x.shape.map((n, i) =>
    windowCount(
      n,
      windowDimensions[i] as number,
      windowStrides[i] as number,
      padding[i] as readonly [number, number],
      baseDilation[i] as number,
      windowDilation[i] as number,
    ),
  );
}

function reduceWindow(name: string, kinds: Kinds) {
  return primitive(name, ([x]: readonly [x: ShapedArray], params: WindowParams) => {
    requireKind(x, kinds);
    return withShape(x, windowShape(x, params));
  });
}

export const reduceWindowSum = reduceWindow("reduce_window_sum", "iufc");
export const reduceWindowMax = reduceWindow("reduce_window_max", "biufc");
export const reduceWindowMin = reduceWindow("reduce_window_min", "biufc");

/** Which element of a window is chosen: the greatest or the least, the first of equals. */
export type WindowSelector = "ge" | "le";

export interface SelectAndScatterAddParams extends WindowParams {
  readonly selector: WindowSelector;
}

/** `selectAndScatterAdd(source, x)`: adds each element of `source` to the element of its window of `x` that is chosen. */
export const selectAndScatterAdd = primitive(
  "select_and_scatter_add",
  (inputs: readonly [source: ShapedArray, x: ShapedArray], params: SelectAndScatterAddParams) => {
    const [source, x] = inputs;
    requireSameDtype(inputs);
    const windows = withShape(x, windowShape(x, params));
    require(sameShape(source.shape, windows.shape), () => `the windows of ${x} are ${windows}, found ${source}`);
    return shapedArray(x.shape, x.dtype);
  },
);

/** `selectAndGatherAdd(tangents, x)`: for each window of `x`, the tangent of the element that is chosen. */
export const selectAndGatherAdd = primitive(
  "select_and_gather_add",
  (inputs: readonly [tangents: ShapedArray, x: ShapedArray], params: SelectAndScatterAddParams) => {
    const [, x] = inputs;
    requireSameDtype(inputs);
    requireSameShape(inputs);
    return shapedArray(windowShape(x, params), x.dtype);
  },
);

/** Reductions over sliding windows, and their derivatives. */
export const window = { reduceWindowSum, reduceWindowMax, reduceWindowMin, selectAndScatterAdd, selectAndGatherAdd };
