import { requireOptions } from "@hyrax/core";
import { require } from "../require.js";
import { scanAs } from "./scan.js";
import type { Traced } from "./traced.js";

export interface MapOptions {
  /** How many elements a compiler may take in one iteration; 1 if not given. */
  readonly batchSize?: number;
}

/**
 * Applies a function to each slice of arrays along axis 0, one after the other, and stacks the results: a `scan` without a
 * carry. `vmap` computes them together instead, with the memory that it takes.
 */
export function map<X, Y>(f: (x: Traced<X>) => Y, xs: X, options: MapOptions = {}): Traced<Y> {
  requireOptions("map", options, ["batchSize"]);
  const { batchSize = 1 } = options;
  require(Number.isInteger(batchSize) && batchSize > 0, () =>
    `map: batchSize must be a positive integer, found ${batchSize}`);
  const step = (_: never, x: never) => [null, f(x as Traced<X>)];
  // The pytree has the structure and the array leaves that the signature says.
  return scanAs("map", { key: f, use: "map" }, step, null, xs, { unroll: batchSize })[1] as Traced<Y>;
}
