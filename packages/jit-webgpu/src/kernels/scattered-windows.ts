import { type Shape, type ShapedArray, sizeOf } from "@hyrax/core";
import { wgsl } from "../wgsl/code.js";
import { plus, times, weighted } from "./index-arithmetic.js";
import type { Readable, ShaderWriter } from "./shader-writer.js";
import { nameCoordinates, stridesOf } from "./strides.js";

/** How `gather` and the scatters find their windows. `x` is the array that is indexed, `y` the array of windows. */
export interface WindowNumbers {
  /** The axes of `y` that run within a window. */
  readonly windowDims: readonly number[];
  /** The axes of `x` of which a window has one place. */
  readonly collapsedDims: readonly number[];
  /** For each entry of an index, the axis of `x` that it is for. */
  readonly indexMap: readonly number[];
  readonly batchingDims: readonly number[];
  readonly indicesBatchingDims: readonly number[];
}

/** Windows in an array at places that an array of indices gives. */
export class ScatteredWindows {
  /** The axes of `x` that a window has, and how large it is along them. */
  readonly axes: readonly number[];
  readonly shape: Shape;
  /** The axes of the indices that number the windows. */
  readonly batchShape: Shape;
  readonly #batchDims: readonly number[];
  readonly #windowDims: readonly number[];

  constructor(
    readonly x: ShapedArray,
    readonly indices: ShapedArray,
    readonly y: ShapedArray,
    /** The size of a window along each axis of `x`. */
    readonly window: Shape,
    readonly numbers: WindowNumbers,
  ) {
    const removed = [...numbers.collapsedDims, ...numbers.batchingDims];
    this.axes = x.shape.map((_, axis) => axis).filter((axis) => !removed.includes(axis));
    this.shape = this.axes.map((axis) => window[axis] as number);
    this.batchShape = indices.shape.slice(0, -1);
    this.#windowDims = [...numbers.windowDims].sort((a, b) => a - b);
    this.#batchDims = y.shape.map((_, axis) => axis).filter((axis) => !numbers.windowDims.includes(axis));
  }

  /** How many windows there are, and how many elements each has. */
  get count(): number {
    return sizeOf(this.batchShape);
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  /** Whether two windows may share elements without starting at the same place. */
  get mayOverlap(): boolean {
    return this.numbers.indexMap.some((axis) => (this.window[axis] as number) > 1);
  }

  /** The coordinates of an element of `y`, divided into those of its window and those within it. */
  divide(names: readonly string[]): { readonly batch: readonly string[]; readonly within: readonly string[] } {
    return {
      batch: this.#batchDims.map((axis) => names[axis] as string),
      within: this.#windowDims.map((axis) => names[axis] as string),
    };
  }

  /** The offset in `y` of an element of a window. */
  offsetInY(batch: readonly string[], within: readonly string[]): string {
    const strides = stridesOf(this.y.shape);
    const order = [...this.#batchDims, ...this.#windowDims];
    return weighted(
      [...batch, ...within],
      order.map((axis) => strides[axis] as number),
    );
  }

  /** The offset in `x` of an element of a window, from where the window starts. */
  offsetWithin(within: readonly string[]): string {
    const strides = stridesOf(this.x.shape);
    return weighted(
      within,
      this.axes.map((axis) => strides[axis] as number),
    );
  }

  /**
   * Writes statements that find where a window starts: `start`, an offset in `x`, and `inside`, whether the window lies
   * within `x`; if it does not, `start` is that of the nearest one that does.
   */
  find(shader: ShaderWriter, indices: Readable, batch: readonly string[]): void {
    const strides = stridesOf(this.x.shape);
    const { indexMap, batchingDims, indicesBatchingDims } = this.numbers;
    const shared = batchingDims.map((axis, k) =>
      times(batch[indicesBatchingDims[k] as number] as string, strides[axis] as number),
    );
    shader.line`var start = ${plus(...shared)};`;
    shader.line`var inside = true;`;
    if (indexMap.length === 0) return;
    shader.line`let entry = ${weighted(batch, stridesOf(this.indices.shape).slice(0, -1))};`;
    indexMap.forEach((axis, k) => {
      const limit = (this.x.shape[axis] as number) - (this.window[axis] as number);
      const signed = indices.dtype === "int32";
      shader.line`let at${k} = ${indices.load(plus("entry", k))};`;
      shader.line`let near${k} = ${signed ? wgsl`clamp(at${k}, 0i, ${limit}i)` : wgsl`min(at${k}, ${limit}u)`};`;
      shader.line`inside = inside && near${k} == at${k};`;
      shader.line`start += ${times(`u32(near${k})`, strides[axis] as number)};`;
    });
  }

  /** The coordinates of the window with this number. */
  batchCoordinates(shader: ShaderWriter, number: string): readonly string[] {
    return nameCoordinates(shader, this.batchShape, number, "b");
  }
}
