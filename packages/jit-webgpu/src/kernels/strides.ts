import { type Shape, sizeOf } from "@hyrax/core";
import { contiguous } from "@hyrax/jit";
import { plus, times } from "./index-arithmetic.js";
import { coordinates } from "./index-space.js";
import type { ShaderWriter } from "./shader-writer.js";

/** The strides of a row-major array. */
export function stridesOf(shape: Shape): readonly number[] {
  return contiguous(shape).strides;
}

/** Names the coordinates of an index in row-major order, `<name>0`, `<name>1`, …; along an axis of size 1 it is 0. */
export function nameCoordinates(shader: ShaderWriter, shape: Shape, index: string, name: string): readonly string[] {
  if (shape.filter((size) => size !== 1).length === 1) return shape.map((size) => (size === 1 ? "0u" : index));
  return coordinates(shape, index).map((coordinate, axis) => {
    if (shape[axis] === 1) return "0u";
    const axisName = `${name}${axis}`;
    shader.line`let ${axisName} = ${coordinate};`;
    return axisName;
  });
}

/** The rows of an array along one axis: how many elements are before it, along it, and behind it. */
export interface Rows {
  readonly outer: number;
  readonly n: number;
  readonly inner: number;
}

export function around(shape: Shape, axis: number): Rows {
  return { outer: sizeOf(shape.slice(0, axis)), n: shape[axis] as number, inner: sizeOf(shape.slice(axis + 1)) };
}

/** The offset of element `k` of a row, whose place is given by its coordinates before and behind the axis. */
export function offsetInRow({ n, inner }: Rows, [outer, behind]: readonly string[], k: string): string {
  return plus(times(plus(times(outer as string, n), k), inner), behind as string);
}
