import type { Shape } from "@hyrax/core";
import { contiguous } from "@hyrax/jit";
import { coordinates, offsetOf } from "./index-space.js";
import type { ShaderWriter } from "./shader-writer.js";

/** The strides of a row-major array. */
export function stridesOf(shape: Shape): readonly number[] {
  return contiguous(shape).strides;
}

/** Names the coordinates of an index in row-major order: `<name>0`, `<name>1`, …, one for each axis. */
export function nameCoordinates(shader: ShaderWriter, shape: Shape, index: string, name: string): readonly string[] {
  if (shape.length === 1) return [index];
  return coordinates(shape, index).map((coordinate, axis) => {
    const axisName = `${name}${axis}`;
    shader.line`let ${axisName} = ${coordinate};`;
    return axisName;
  });
}

/** `Σ strides[i] · names[i]` */
export function weighted(names: readonly string[], strides: readonly number[]): string {
  return offsetOf({ offset: 0, strides }, names);
}

/** A shape around one axis: how many elements are before it, along it, and behind it. */
export function around(
  shape: Shape,
  axis: number,
): { readonly outer: number; readonly n: number; readonly inner: number } {
  const product = (sizes: Shape) => sizes.reduce((a, b) => a * b, 1);
  return { outer: product(shape.slice(0, axis)), n: shape[axis] as number, inner: product(shape.slice(axis + 1)) };
}
