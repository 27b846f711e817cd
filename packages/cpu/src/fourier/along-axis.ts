import type { Shape } from "@hyrax/core";
import { around } from "../axes.js";
import { planOf } from "./plan.js";

/** Which way a transform goes; the backward one is a sum without a factor. */
export type Direction = "forward" | "backward";

/** Transforms interleaved complex numbers of a shape along one axis, in place. */
export function alongAxis(shape: Shape, axis: number, direction: Direction): (data: Float64Array) => Float64Array {
  const { outer, n, inner } = around(shape, axis);
  // The forward transform with real and imaginary parts exchanged, before and after, is the backward one.
  const [re, im] = direction === "forward" ? [0, 1] : [1, 0];
  return (data) => {
    const transform = planOf(n);
    const row = new Float64Array(2 * n);
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        const start = 2 * (o * n * inner + i);
        for (let j = 0, at = start; j < 2 * n; j += 2, at += 2 * inner) {
          row[j] = data[at + re]!;
          row[j + 1] = data[at + im]!;
        }
        transform(row);
        for (let j = 0, at = start; j < 2 * n; j += 2, at += 2 * inner) {
          data[at + re] = row[j]!;
          data[at + im] = row[j + 1]!;
        }
      }
    }
    return data;
  };
}
