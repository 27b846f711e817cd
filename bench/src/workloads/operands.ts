import { type Array, np } from "hyrax";
import { indices, noise } from "../inputs.js";

/** An array of noise. */
export function noisy(shape: readonly number[], seed: number, scale = 1): Array {
  return np.array(noise(sizeOf(shape), seed, scale)).reshape(shape);
}

/** `n` places in an axis of `limit` elements. */
export function places(n: number, limit: number, seed: number): Array {
  return np.array(indices(n, limit, seed));
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1);
}
