import { type CumulativeParams, isComplex, type ShapedArray } from "@hyrax/core";
import { around } from "./axes.js";
import { type Combination, narrow } from "./combinations.js";
import { partsOf } from "./complex/loops.js";
import { combiner, storeParts } from "./complex/reduce.js";
import { bigints, encodeDoubles, isWide, ownDoubles } from "./doubles.js";
import type { UnaryKernel } from "./loops.js";

/** A running reduction along an axis. */
export function cumulate(combination: Combination) {
  return ([x]: readonly [ShapedArray], { axis, reverse }: CumulativeParams): UnaryKernel => {
    const { dtype, size, shape } = x;
    const { n, inner } = around(shape, axis);
    const rows = n * inner;
    /** Visits all elements but the first of each run, with where the one before is. */
    const walk = (visit: (at: number, before: number) => void) => {
      if (reverse) {
        for (let at = size - 1; at >= 0; at--) if (at % rows < rows - inner) visit(at, at + inner);
      } else {
        for (let at = 0; at < size; at++) if (at % rows >= inner) visit(at, at - inner);
      }
    };
    if (isWide(dtype)) {
      return ([input]) => {
        const values = bigints(input.slice());
        walk((at, before) => {
          values[at] = combination.wide(values[before]!, values[at]!);
        });
        return [values];
      };
    }
    if (isComplex(dtype)) {
      const { identity, normalises = false } = combination.complex!;
      const combineAt = combiner(combination.complex!);
      return ([input]) => {
        const parts = partsOf(input);
        const values = Float64Array.from(parts);
        for (let at = 0; normalises && at < size; at++) {
          values.set(identity, 2 * at);
          combineAt(values, at, parts[2 * at]!, parts[2 * at + 1]!);
        }
        walk((at, before) => {
          values[2 * at] = values[2 * before]!;
          values[2 * at + 1] = values[2 * before + 1]!;
          combineAt(values, at, parts[2 * at]!, parts[2 * at + 1]!);
        });
        return [storeParts(values, dtype)];
      };
    }
    const f = narrow(combination, dtype);
    return ([input]) => {
      const values = ownDoubles(input, dtype);
      walk((at, before) => {
        values[at] = f(values[before]!, values[at]!);
      });
      return [encodeDoubles(values, dtype)];
    };
  };
}
