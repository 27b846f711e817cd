import type { ArrayLike, Axis, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { canonicalAxes } from "../axes.js";
import { abs, multiply } from "../elementwise/arithmetic.js";
import { notEqual } from "../elementwise/comparison.js";
import { conj, real } from "../elementwise/complex.js";
import { sqrt } from "../elementwise/exponential.js";
import { power } from "../elementwise/power.js";
import { inexact } from "../promote.js";
import { max, min } from "../reductions/extremes.js";
import { sum } from "../reductions/sum.js";
import { expandDims, moveaxis, ravel, reshape } from "../shape.js";
import { svdvals } from "./svd.js";

/** Which norm of a matrix: Frobenius, nuclear, the greatest (least) sum of a column or row, or singular value. */
export type MatrixOrder = "fro" | "nuc" | number;

interface NormAxes {
  readonly axis?: Axis;
  readonly keepdims?: boolean;
}

/** Options of `norm`. */
export interface NormOptions extends NormAxes {
  /** Which norm: of vectors the exponent, ±Infinity or 0 (how many are not zero); of matrices see `MatrixOrder`. */
  readonly ord?: MatrixOrder | null;
}

/** Options of `vectorNorm`. */
export interface VectorNormOptions extends NormAxes {
  readonly ord?: number;
}

/** Options of `matrixNorm`. */
export interface MatrixNormOptions {
  readonly ord?: MatrixOrder;
  readonly keepdims?: boolean;
}

/**
 * The norm of vectors along one axis, or of matrices over two; of all elements as one vector if neither `axis` nor `ord` is given.
 * Throws a `TypeError` for a norm that there is not, and for more axes.
 */
export function norm(x: ArrayLike, options: NormOptions = {}): NDArray {
  requireOptions("norm", options, ["ord", "axis", "keepdims"]);
  const { ord, axis, keepdims = false } = options;
  const array = inexact(x, "norm");
  const whole = axis === undefined || axis === null;
  if (whole && (ord === undefined || ord === null)) {
    const length = lengthOf(ravel(array), [0], false);
    return keepdims
      ? reshape(
          length,
          array.shape.map(() => 1),
        )
      : length;
  }
  const axes = canonicalAxes("norm", axis, array.ndim);
  if (axes.length === 1) return vectorNormOver("norm", array, axes, ord ?? 2, keepdims);
  if (axes.length === 2) return matrixNormOver("norm", array, axes, ord ?? "fro", keepdims);
  throw new TypeError(
    `norm: a vector has one axis and a matrix two, found ${axes.length} of the shape [${array.shape.join(", ")}]; say which with axis`,
  );
}

/** The norm of vectors along an axis, or of all elements over several axes, all by default. */
export function vectorNorm(x: ArrayLike, options: VectorNormOptions = {}): NDArray {
  requireOptions("vectorNorm", options, ["ord", "axis", "keepdims"]);
  const { ord = 2, axis, keepdims = false } = options;
  const array = inexact(x, "vectorNorm");
  return vectorNormOver("vectorNorm", array, canonicalAxes("vectorNorm", axis, array.ndim), ord, keepdims);
}

/** The norm of the matrices that the last two axes hold. */
export function matrixNorm(x: ArrayLike, options: MatrixNormOptions = {}): NDArray {
  requireOptions("matrixNorm", options, ["ord", "keepdims"]);
  const { ord = "fro", keepdims = false } = options;
  const array = inexact(x, "matrixNorm");
  if (array.ndim < 2) throw new TypeError(`matrixNorm: needs two axes, found the shape [${array.shape.join(", ")}]`);
  return matrixNormOver("matrixNorm", array, [array.ndim - 2, array.ndim - 1], ord, keepdims);
}

function lengthOf(x: NDArray, axis: readonly number[], keepdims: boolean): NDArray {
  return sqrt(sum(real(multiply(x, conj(x))), { axis, keepdims }));
}

function vectorNormOver(
  name: string,
  x: NDArray,
  axis: readonly number[],
  ord: MatrixOrder,
  keepdims: boolean,
): NDArray {
  const over = { axis, keepdims };
  if (typeof ord !== "number") throw new TypeError(`${name}: the norm "${ord}" is not one of vectors; give a number`);
  if (ord === 2) return lengthOf(x, axis, keepdims);
  if (ord === Number.POSITIVE_INFINITY) return max(abs(x), over);
  if (ord === Number.NEGATIVE_INFINITY) return min(abs(x), over);
  if (ord === 0) return sum(notEqual(x, 0).astype(abs(x).dtype), over);
  if (ord === 1) return sum(abs(x), over);
  return power(sum(power(abs(x), ord), over), 1 / ord);
}

function matrixNormOver(
  name: string,
  x: NDArray,
  axes: readonly number[],
  ord: MatrixOrder,
  keepdims: boolean,
): NDArray {
  const [rows, columns] = axes as readonly [number, number];
  if (ord === "fro") return lengthOf(x, axes, keepdims);
  const extreme = typeof ord === "number" && ord < 0 ? min : max;
  const sums = (axis: number) => sum(abs(x), { axis, keepdims: true });
  const dropped = (found: NDArray) => (keepdims ? found : found.squeeze(axes));
  if (ord === 1 || ord === -1) return dropped(extreme(sums(rows), { axis: columns, keepdims: true }));
  if (ord === Number.POSITIVE_INFINITY || ord === Number.NEGATIVE_INFINITY) {
    return dropped(extreme(sums(columns), { axis: rows, keepdims: true }));
  }
  if (ord === "nuc" || ord === 2 || ord === -2) {
    return ofSingularValues(svdvals(moveaxis(x, axes, [-2, -1])), ord, keepdims ? axes : undefined);
  }
  throw new TypeError(
    `${name}: the norm ${JSON.stringify(ord)} is none of matrices: "fro", "nuc", 1, −1, 2, −2, ±Infinity`,
  );
}

/** The sum of all, the greatest or the least; `kept` are axes to keep with size 1. */
function ofSingularValues(s: NDArray, ord: "nuc" | 2 | -2, kept: readonly number[] | undefined): NDArray {
  const found =
    ord === "nuc" ? sum(s, { axis: -1 }) : ord === 2 ? max(s, { axis: -1, initial: 0 }) : min(s, { axis: -1 });
  return kept === undefined ? found : expandDims(found, kept);
}
