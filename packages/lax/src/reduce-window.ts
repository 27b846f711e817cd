import {
  asArray,
  indexing,
  type Array as NDArray,
  type Operand,
  requireOptions,
  type Shape,
  shape as shapes,
  sizeOf,
} from "@hyrax/core";
import { window, windowCount } from "@hyrax/core/library";
import { initialValue, isIdentity, recognise } from "./monoid.js";
import { dilated, type Padding, padtypeToPads, perAxis } from "./padding.js";

export interface ReduceWindowOptions {
  /** How far apart windows begin along each axis; 1 if not given. */
  readonly windowStrides?: readonly number[];
  /** "VALID" if not given. */
  readonly padding?: Padding;
  /** Holes between the elements of x. */
  readonly baseDilation?: readonly number[] | null;
  /** Holes between the elements of a window. */
  readonly windowDilation?: readonly number[] | null;
}

/**
 * Reduces each window of x with an associative computation of two scalars, from an initial value that is neutral to it and
 * stands for the padding. Sums and extremes become primitives of their own; another computation is applied once for each
 * element of the window, to all windows at once.
 */
export function reduceWindow(
  x: Operand,
  initValue: Operand,
  computation: (x: NDArray, y: NDArray) => Operand,
  windowDimensions: Shape,
  options: ReduceWindowOptions = {},
): NDArray {
  requireOptions("reduceWindow", options, ["windowStrides", "padding", "baseDilation", "windowDilation"]);
  const name = "reduceWindow";
  const array = asArray(x);
  perAxis(name, "the window", windowDimensions, array.ndim);
  const windowStrides = perAxis(name, "windowStrides", options.windowStrides, array.ndim);
  const baseDilation = perAxis(name, "baseDilation", options.baseDilation, array.ndim);
  const windowDilation = perAxis(name, "windowDilation", options.windowDilation, array.ndim);
  const reach = dilated(windowDimensions, windowDilation);
  const base = dilated(array.shape, baseDilation);
  const padding = padtypeToPads(base, reach, windowStrides, options.padding ?? "VALID");
  const params = { windowDimensions, windowStrides, padding, baseDilation, windowDilation };
  const init = initialValue(initValue, array.dtype);
  const monoid = recognise(computation, array.dtype);
  if (monoid !== undefined && isIdentity(init, monoid)) {
    if (monoid.name === "add") return window.reduceWindowSum(array, params);
    if (monoid.name === "max") return window.reduceWindowMax(array, params);
    if (monoid.name === "min") return window.reduceWindowMin(array, params);
  }
  return foldWindows(array, init, computation, params);
}

interface WindowParams {
  readonly windowDimensions: Shape;
  readonly windowStrides: readonly number[];
  readonly padding: readonly (readonly [low: number, high: number])[];
  readonly baseDilation: readonly number[];
  readonly windowDilation: readonly number[];
}

/** Element k of every window is a strided slice of the padded array; the slices are combined one after the other. */
function foldWindows(
  x: NDArray,
  init: NDArray,
  computation: (x: NDArray, y: NDArray) => Operand,
  { windowDimensions, windowStrides, padding, baseDilation, windowDilation }: WindowParams,
): NDArray {
  const paddingConfig = padding.map(([low, high], axis) => [low, high, (baseDilation[axis] as number) - 1] as const);
  const padded = shapes.pad(x, init, { paddingConfig });
  const counts = padded.shape.map((n, axis) =>
    windowCount(
      n,
      windowDimensions[axis] as number,
      windowStrides[axis] as number,
      [0, 0],
      1,
      windowDilation[axis] as number,
    ),
  );
  let folded = shapes.broadcastInDim(init, { shape: counts, broadcastDimensions: [] });
  if (folded.size === 0) return folded;
  for (let k = 0; k < sizeOf(windowDimensions); k++) {
    const offset = unravel(k, windowDimensions);
    const startIndices = offset.map((i, axis) => i * (windowDilation[axis] as number));
    const limitIndices = startIndices.map(
      (start, axis) => start + ((counts[axis] as number) - 1) * (windowStrides[axis] as number) + 1,
    );
    const elements = indexing.slice(padded, { startIndices, limitIndices, strides: windowStrides });
    folded = asArray(computation(folded, elements));
  }
  return folded;
}

/** The index along each axis of element k of a shape, in row-major order. */
function unravel(k: number, shape: Shape): number[] {
  const index = shape.map(() => 0);
  for (let axis = shape.length - 1, rest = k; axis >= 0; axis--) {
    const n = shape[axis] as number;
    index[axis] = rest % n;
    rest = Math.floor(rest / n);
  }
  return index;
}
