import type { ShapedArray } from "@hyrax/core";
import type { SelectAndScatterAddParams, WindowSelector } from "@hyrax/core/library";
import { narrow, sum } from "./combinations.js";
import { encodeDoubles, toDoubles } from "./doubles.js";
import type { BinaryKernel } from "./loops.js";
import { greatestOf, leastOf } from "./ranges.js";
import { slidings } from "./reduce-window.js";
import { slidingPlaces } from "./window-places.js";

const keeps: { readonly [S in WindowSelector]: (chosen: number, candidate: number) => boolean } = {
  ge: (chosen, candidate) => chosen >= candidate,
  le: (chosen, candidate) => chosen <= candidate,
};

/**
 * `selectAndScatterAdd`. As XLA has it, what lies in the padding takes part with the value that a reduction begins
 * with, and a comparison with NaN moves the choice on.
 */
export function selectAndScatterAdd(
  [source, x]: readonly [ShapedArray, ShapedArray],
  params: SelectAndScatterAddParams,
  _: readonly ShapedArray[],
): BinaryKernel {
  const { dtype, size } = x;
  const places = slidingPlaces(slidings(x, params, source.shape));
  const keep = keeps[params.selector];
  const padding = params.selector === "ge" ? leastOf(dtype) : greatestOf(dtype);
  const add = narrow(sum, dtype);
  return ([sourceData, data]) => {
    const values = toDoubles(data, dtype);
    const added = toDoubles(sourceData, dtype);
    const result = new Float64Array(size);
    for (let position = 0; position < source.size; position++) {
      const offsets = places(position);
      let chosen = -1;
      let best = Number.NaN;
      for (let k = 0; k < offsets.length; k++) {
        const value = offsets[k]! < 0 ? padding : values[offsets[k]!]!;
        // The first place of the window is chosen to begin with.
        if (k > 0 && keep(best, value)) continue;
        best = value;
        chosen = offsets[k]!;
      }
      if (chosen >= 0) result[chosen] = add(result[chosen]!, added[position]!);
    }
    return [encodeDoubles(result, dtype)];
  };
}

/**
 * `selectAndGatherAdd`. As XLA has it, the choice begins with the value that a reduction begins with, whose tangent is
 * zero, and a comparison with NaN moves the choice on.
 */
export function selectAndGatherAdd(
  [tangents, x]: readonly [ShapedArray, ShapedArray],
  params: SelectAndScatterAddParams,
  [out]: readonly ShapedArray[],
): BinaryKernel {
  const { dtype } = x;
  const places = slidingPlaces(slidings(x, params, out!.shape));
  const keep = keeps[params.selector];
  const start = params.selector === "ge" ? leastOf(dtype) : greatestOf(dtype);
  return ([tangentData, data]) => {
    const values = toDoubles(data, dtype);
    const directions = toDoubles(tangentData, tangents.dtype);
    const result = new Float64Array(out!.size);
    for (let position = 0; position < result.length; position++) {
      const offsets = places(position);
      let best = start;
      for (let k = 0; k < offsets.length; k++) {
        const offset = offsets[k]!;
        const value = offset < 0 ? start : values[offset]!;
        if (keep(best, value)) continue;
        best = value;
        result[position] = offset < 0 ? 0 : directions[offset]!;
      }
    }
    return [encodeDoubles(result, dtype)];
  };
}
