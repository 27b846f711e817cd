import { type ArrayLike, type Array as NDArray, requireOptions, sameShape, sizeOf } from "@hyrax/core";
import { canonicalAxes } from "../axes.js";
import { toArray } from "../convert.js";
import { moveaxis, ravel, reshape } from "../shape.js";
import { inv, solve } from "./solve.js";

/**
 * The inverse of an array as a linear map: `tensordot(tensorinv(x, { ind }), x, { axes: ind })` is the identity. `ind`, 2 by default, is how many of
 * the first axes are the results of the map. Throws a `TypeError` unless they have as many elements as the rest.
 */
export function tensorinv(x: ArrayLike, options: { readonly ind?: number } = {}): NDArray {
  requireOptions("tensorinv", options, ["ind"]);
  const { ind = 2 } = options;
  const array = toArray(x, "tensorinv");
  if (!Number.isInteger(ind) || ind <= 0)
    throw new TypeError(`tensorinv: ind must be a positive integer, found ${ind}`);
  const [results, inputs] = [array.shape.slice(0, ind), array.shape.slice(ind)];
  const [n, m] = [sizeOf(results), sizeOf(inputs)];
  if (n !== m) {
    throw new TypeError(
      `tensorinv: the first ${ind} axes of [${array.shape.join(", ")}] have ${n} elements and the others ${m}, which must be as many`,
    );
  }
  return reshape(inv(reshape(array, [n, m])), [...inputs, ...results]);
}

/**
 * `x` of `tensordot(a, x, { axes: x.ndim }) = b`: the first axes of `a` are those of `b`, the others those of `x`. `axes` of `a` are
 * moved to its end first. Throws a `TypeError` for shapes that do not fit.
 */
export function tensorsolve(
  a: ArrayLike,
  b: ArrayLike,
  options: { readonly axes?: readonly number[] | null } = {},
): NDArray {
  requireOptions("tensorsolve", options, ["axes"]);
  const given = toArray(a, "tensorsolve");
  const right = toArray(b, "tensorsolve");
  const moved = canonicalAxes("tensorsolve", options.axes ?? [], given.ndim);
  const map = moveaxis(
    given,
    moved,
    moved.map((_, i) => given.ndim - moved.length + i),
  );
  const found = map.shape.slice(right.ndim);
  if (!sameShape(map.shape.slice(0, right.ndim), right.shape) || sizeOf(found) !== right.size) {
    throw new TypeError(
      `tensorsolve: the first ${right.ndim} axes of [${map.shape.join(", ")}] must be the shape of b, [${right.shape.join(", ")}], and the ` +
        `others must have as many elements, ${right.size}`,
    );
  }
  return reshape(solve(reshape(map, [right.size, right.size]), ravel(right)), found);
}
