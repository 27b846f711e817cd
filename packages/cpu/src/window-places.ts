import { sizeOf } from "@hyrax/core";
import { rowMajorStrides } from "./strided.js";

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

/** For each window along an axis, and each place in it, the element there: `[count, window]`; −1 where there is none. */
export function windowPlaces({ size, window, count, stride, low, baseDilation, windowDilation }: Sliding): Int32Array {
  const places = new Int32Array(count * window);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < window; k++) {
      const dilated = i * stride + k * windowDilation - low;
      const index = dilated / baseDilation;
      places[i * window + k] = dilated >= 0 && Number.isInteger(index) && index < size ? index : -1;
    }
  }
  return places;
}

/**
 * The places of windows that slide over every axis of a row-major array: for each window, numbered in row-major order,
 * the offsets of its elements, with −1 where there is none. The list is valid until the next call.
 */
export function slidingPlaces(axes: readonly Sliding[]): (position: number) => Int32Array {
  const places = axes.map(windowPlaces);
  const strides = rowMajorStrides(axes.map((axis) => axis.size));
  const counts = axes.map((axis) => axis.count);
  const countStrides = rowMajorStrides(counts);
  const windows = axes.map((axis) => axis.window);
  const offsets = new Int32Array(sizeOf(windows));
  return (position) => {
    // Grown axis by axis: each offset so far becomes as many as the window has places along the axis.
    offsets[0] = 0;
    let known = 1;
    for (let axis = 0; axis < windows.length; axis++) {
      const window = windows[axis]!;
      const row = (Math.floor(position / countStrides[axis]!) % counts[axis]!) * window;
      // From the last one on, since the new ones overwrite the old.
      for (let i = known - 1; i >= 0; i--) {
        const base = offsets[i]!;
        for (let k = window - 1; k >= 0; k--) {
          const place = places[axis]![row + k]!;
          offsets[i * window + k] = base < 0 || place < 0 ? -1 : base + place * strides[axis]!;
        }
      }
      known *= window;
    }
    return offsets;
  };
}
