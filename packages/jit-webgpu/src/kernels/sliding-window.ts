import type { Shape, ShapedArray } from "@hyrax/core";
import { plain } from "../wgsl/code.js";
import { minus, over, plus, times, weighted } from "./index-arithmetic.js";
import type { ShaderWriter } from "./shader-writer.js";
import { stridesOf } from "./strides.js";

/** How a window slides along one axis. */
export interface Sliding {
  /** The sizes of the axis, of the window, and of the axis of windows. */
  readonly size: number;
  readonly window: number;
  readonly count: number;
  readonly stride: number;
  /** Places before the first element. */
  readonly low: number;
  readonly baseDilation: number;
  readonly windowDilation: number;
}

/** The sliding of windows over every axis of an array. */
export function slidingsOf(
  x: ShapedArray,
  counts: Shape,
  params: {
    readonly windowDimensions: Shape;
    readonly windowStrides: readonly number[];
    readonly padding: readonly (readonly [low: number, high: number])[];
    readonly baseDilation: readonly number[];
    readonly windowDilation: readonly number[];
  },
): readonly Sliding[] {
  return x.shape.map((size, axis) => ({
    size,
    window: params.windowDimensions[axis] as number,
    count: counts[axis] as number,
    stride: params.windowStrides[axis] as number,
    low: (params.padding[axis] as readonly [number, number])[0],
    baseDilation: params.baseDilation[axis] as number,
    windowDilation: params.windowDilation[axis] as number,
  }));
}

/** Whether a place of a window can lie outside the elements at all. */
function mayMiss({ size, window, count, stride, low, baseDilation, windowDilation }: Sliding): boolean {
  const last = (count - 1) * stride + (window - 1) * windowDilation - low;
  return low > 0 || baseDilation > 1 || last >= size;
}

/** Nested loops over the places of windows, named `<name>0`, `<name>1`, …, in row-major order. */
export function overPlaces(
  shader: ShaderWriter,
  sizes: readonly number[],
  name: string,
  body: (places: readonly string[]) => void,
  { backwards = false }: { readonly backwards?: boolean } = {},
): void {
  const places: string[] = [];
  const nest = (axis: number): void => {
    const size = sizes[axis];
    if (size === undefined) return body(places);
    if (size === 1) {
      places.push("0u");
      return nest(axis + 1);
    }
    const place = `${name}${axis}`;
    places.push(place);
    const header = backwards
      ? `for (var ${place}_left = ${size}u; ${place}_left > 0u; ${place}_left--)`
      : `for (var ${place} = 0u; ${place} < ${size}u; ${place}++)`;
    shader.block(plain(header), () => {
      if (backwards) shader.line`let ${place} = ${place}_left - 1u;`;
      nest(axis + 1);
    });
  };
  nest(0);
}

/**
 * Names the element at a place of a window along each axis, and gives the condition that there is one; "" where there
 * always is. What lies before the first element wraps to a very large number.
 */
export function elementsAt(
  shader: ShaderWriter,
  slidings: readonly Sliding[],
  windows: readonly string[],
  places: readonly string[],
  name: string,
): { readonly elements: readonly string[]; readonly condition: string } {
  const conditions: string[] = [];
  const elements = slidings.map((sliding, axis) => {
    const { size, stride, low, baseDilation, windowDilation } = sliding;
    const element = `${name}${axis}`;
    const dilated = plus(times(windows[axis] as string, stride), times(places[axis] as string, windowDilation));
    shader.line`let ${element} = ${minus(dilated, low)};`;
    if (!mayMiss(sliding)) return element;
    conditions.push(`${element} < ${size === 0 ? 0 : (size - 1) * baseDilation + 1}u`);
    if (baseDilation > 1) conditions.push(`${element} % ${baseDilation}u == 0u`);
    return over(element, baseDilation);
  });
  return { elements, condition: conditions.join(" && ") };
}

/** The offset of an element of a row-major array. */
export function offsetAt(shape: Shape, elements: readonly string[]): string {
  return weighted(elements, stridesOf(shape));
}
