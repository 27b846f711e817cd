import { type ArrayLike, max, min, type Array as NDArray, ne, or, requireOptions } from "@hyrax/core";
import { toArray } from "../convert.js";
import { promoteArgs } from "../promote.js";
import { choose } from "./choose.js";
import { greater, less } from "./comparison.js";
import { requireReal } from "./parts.js";

/** The greater of x and y, with promotion and broadcasting; NaN wins. */
export function maximum(x: ArrayLike, y: ArrayLike): NDArray {
  return max(...promoteArgs("maximum", x, y));
}

/** The lesser of x and y, with promotion and broadcasting; NaN wins. */
export function minimum(x: ArrayLike, y: ArrayLike): NDArray {
  return min(...promoteArgs("minimum", x, y));
}

/** The greater of x and y; a number wins over NaN. */
export function fmax(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteArgs("fmax", x, y);
  return choose(or(greater(a, b), ne(b, b)), a, b);
}

/** The lesser of x and y; a number wins over NaN. */
export function fmin(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteArgs("fmin", x, y);
  return choose(or(less(a, b), ne(b, b)), a, b);
}

/** x within bounds, each of which may be missing or `null`; where they cross, the upper one counts. */
export function clip(
  x: ArrayLike,
  lower?: ArrayLike | null,
  upper?: ArrayLike | null,
  options: { readonly min?: ArrayLike | null; readonly max?: ArrayLike | null } = {},
): NDArray {
  requireOptions("clip", options, ["min", "max"]);
  const low = lower ?? options.min;
  const high = upper ?? options.max;
  let array = toArray(x, "clip");
  const bounds = [low, high].flatMap((bound) =>
    bound === undefined || bound === null ? [] : [toArray(bound, "clip")],
  );
  requireReal("clip", array, ...bounds);
  if (low !== undefined && low !== null) array = maximum(low, array);
  if (high !== undefined && high !== null) array = minimum(high, array);
  return array;
}
