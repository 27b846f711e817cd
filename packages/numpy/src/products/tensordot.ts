import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { canonicalAxes } from "../axes.js";
import { promoteDtypes } from "../promote.js";
import { contract, type ProductOptions } from "./contract.js";

/** Options of `tensordot`. */
export interface TensordotOptions extends ProductOptions {
  /** How many axes to sum over, the last of `x` and the first of `y`; or the axes of each, one by one. 2 if not given. */
  readonly axes?: number | readonly [x: number | readonly number[], y: number | readonly number[]];
}

/**
 * Sums of products over axes of both arrays: what is left of `x`, then what is left of `y`. Throws a `TypeError` if the sizes of the
 * axes differ.
 */
export function tensordot(x: ArrayLike, y: ArrayLike, given: TensordotOptions = {}): NDArray {
  requireOptions("tensordot", given, ["axes", "preferredElementType"]);
  const { axes = 2, ...options } = given;
  const [a, b] = promoteDtypes("tensordot", x, y);
  const [lhsContract, rhsContract] = contractedAxes(a, b, axes);
  const sizes = (array: NDArray, contracted: readonly number[]) =>
    contracted.map((axis) => array.shape[axis]).join(", ");
  if (sizes(a, lhsContract) !== sizes(b, rhsContract)) {
    throw new TypeError(
      `tensordot: the axes [${lhsContract.join(", ")}] of [${a.shape.join(", ")}] have sizes [${sizes(a, lhsContract)}], but the ` +
        `axes [${rhsContract.join(", ")}] of [${b.shape.join(", ")}] have [${sizes(b, rhsContract)}]; they must be equal`,
    );
  }
  return contract(a, b, { lhsContract, rhsContract }, options);
}

function contractedAxes(
  a: NDArray,
  b: NDArray,
  axes: NonNullable<TensordotOptions["axes"]>,
): readonly [readonly number[], readonly number[]] {
  if (typeof axes !== "number") {
    return [canonicalAxes("tensordot", axes[0], a.ndim), canonicalAxes("tensordot", axes[1], b.ndim)];
  }
  if (!Number.isInteger(axes) || axes < 0 || axes > Math.min(a.ndim, b.ndim)) {
    throw new TypeError(
      `tensordot: cannot sum over ${axes} axes of the shapes [${a.shape.join(", ")}] and [${b.shape.join(", ")}]`,
    );
  }
  const counted = Array.from({ length: axes }, (_, i) => i);
  return [counted.map((i) => a.ndim - axes + i), counted];
}
