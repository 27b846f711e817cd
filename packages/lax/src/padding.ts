import type { Shape } from "@hyrax/core";
import { require } from "./require.js";

/** Padding before and after each axis, in numbers or by name: "SAME" keeps the size at stride 1, with the odd one after, "SAME_LOWER" before. */
export type Padding = "VALID" | "SAME" | "SAME_LOWER" | readonly (readonly [low: number, high: number])[];

/** The padding that a name means, for each axis. Throws a `RangeError` for another name. */
export function padtypeToPads(
  inShape: Shape,
  windowShape: Shape,
  windowStrides: readonly number[],
  padding: Padding,
): [low: number, high: number][] {
  if (typeof padding !== "string") return padding.map(([low, high]) => [low, high]);
  if (padding === "VALID") return inShape.map(() => [0, 0]);
  if (padding !== "SAME" && padding !== "SAME_LOWER") {
    throw new RangeError(
      `${JSON.stringify(padding)} is not a padding; give "SAME", "SAME_LOWER", "VALID" or [low, high] for each axis`,
    );
  }
  return inShape.map((size, axis) => {
    const stride = windowStrides[axis] as number;
    const count = Math.ceil(size / stride);
    const total = Math.max((count - 1) * stride + (windowShape[axis] as number) - size, 0);
    const less = Math.floor(total / 2);
    return padding === "SAME" ? [less, total - less] : [total - less, less];
  });
}

/** How far a window with holes reaches. */
export function dilated(window: Shape, dilation: readonly number[]): Shape {
  return window.map((n, axis) => (n === 0 ? 0 : (n - 1) * (dilation[axis] as number) + 1));
}

/** A number for each axis, 1 if none are given. Throws a `TypeError` for another number of them. */
export function perAxis(
  name: string,
  what: string,
  given: readonly number[] | null | undefined,
  rank: number,
): readonly number[] {
  const list = given ?? Array.from({ length: rank }, () => 1);
  require(list.length === rank, () =>
    `${name}: ${what} needs ${rank} entries, one for each axis, found ${list.length}`);
  return list;
}
