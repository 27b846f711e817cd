import type { ArgReductionParams, ShapedArray } from "@hyrax/core";
import { around } from "./axes.js";
import { bigints, encodeDoubles, isWide, toDoubles } from "./doubles.js";
import type { UnaryKernel } from "./loops.js";

/** The first place along an axis whose element is better than all before it; NaN is better than every number. */
export function argReduce(better: (a: number | bigint, b: number | bigint) => boolean) {
  return ([x]: readonly [ShapedArray], { axes }: ArgReductionParams, [out]: readonly ShapedArray[]): UnaryKernel => {
    const { dtype } = x;
    const { outer, n, inner } = around(x.shape, axes[0]);
    return ([input]) => {
      const values = isWide(dtype) ? bigints(input) : toDoubles(input, dtype);
      const found = new Float64Array(outer * inner);
      for (let at = 0; at < found.length; at++) {
        const start = Math.floor(at / inner) * n * inner + (at % inner);
        let best = values[start]!;
        // Only NaN differs from itself; once it is found, nothing is better.
        // biome-ignore lint/suspicious/noSelfCompare: Number.isNaN does not take bigints
        for (let k = 1; k < n && best === best; k++) {
          const value = values[start + k * inner]!;
          // biome-ignore lint/suspicious/noSelfCompare: Number.isNaN does not take bigints
          if (better(value, best) || value !== value) {
            best = value;
            found[at] = k;
          }
        }
      }
      return [encodeDoubles(found, out!.dtype)];
    };
  };
}
