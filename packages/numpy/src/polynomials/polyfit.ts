import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { toArray } from "../convert.js";
import { divide, multiply, square } from "../elementwise/arithmetic.js";
import { sqrt } from "../elementwise/exponential.js";
import { finfo } from "../float-info.js";
import { lstsq } from "../linalg/lstsq.js";
import { inv } from "../linalg/solve.js";
import { vander } from "../matrices.js";
import { matmul } from "../products/matmul.js";
import { outer } from "../products/vectors.js";
import { inexact, promoteDtypesInexact } from "../promote.js";
import { sum } from "../reductions/sum.js";
import { atleast1d, expandDims, ravel } from "../shape.js";

/** Options of `polyfit`. */
export interface PolyfitOptions {
  /** Singular values less than this part of the greatest count as zero; `m eps` if not given. */
  readonly rcond?: number | null;
  /** Return the residuals, the rank, the singular values and `rcond` too. */
  readonly full?: boolean;
  /** A weight for each point, `[m]`. */
  readonly w?: ArrayLike | null;
  /** Return the covariance of the coefficients too, or with "unscaled" that of weights which are the inverse deviations. */
  readonly cov?: boolean | "unscaled";
}

/**
 * The polynomial of degree `deg` that is closest to points in the sense of least squares: of `x` `[m]` and `y` `[m]` or `[m, k]`
 * the coefficients `[deg + 1]` or `[deg + 1, k]`, the highest power first. Throws a `TypeError` for other shapes, and a
 * `RangeError` for a degree that is no whole number from 0.
 *
 * @example np.polyfit([0, 1, 2], [1, 3, 5], 1) // 2 x + 1
 */
export function polyfit(x: ArrayLike, y: ArrayLike, deg: number): NDArray;
export function polyfit(x: ArrayLike, y: ArrayLike, deg: number, options: PolyfitOptions & PlainFit): NDArray;
export function polyfit(x: ArrayLike, y: ArrayLike, deg: number, options: PolyfitOptions): NDArray | NDArray[];
export function polyfit(x: ArrayLike, y: ArrayLike, deg: number, options: PolyfitOptions = {}): NDArray | NDArray[] {
  requireOptions("polyfit", options, ["rcond", "full", "w", "cov"]);
  if (!Number.isInteger(deg) || deg < 0)
    throw new RangeError(`polyfit: the degree is a whole number from 0, found ${deg}`);
  const [at, values] = promoteDtypesInexact("polyfit", x, y);
  requirePoints(at, values);
  const weights = options.w === undefined || options.w === null ? undefined : weightsOf(options.w, at);
  const weighted = (rows: NDArray) =>
    weights === undefined ? rows : multiply(rows, rows.ndim === 2 ? expandDims(weights, 1) : weights);

  // Columns of length 1 make the system better conditioned.
  const powers = weighted(vander(at, { N: deg + 1 }));
  const lengths = sqrt(sum(square(powers), { axis: 0 }));
  const system = divide(powers, lengths);
  const rcond = options.rcond ?? at.size * finfo(at.dtype).eps;
  const [solution, residuals, rank, singularValues] = lstsq(system, weighted(values), { rcond });
  const fitted = divide(solution, solution.ndim === 2 ? expandDims(lengths, 1) : lengths);

  if (options.full === true) return [fitted, residuals, rank, singularValues, toArray(rcond, "polyfit")];
  const { cov = false } = options;
  if (cov === false) return fitted;
  const covariance = divide(inv(matmul(system.T, system)), outer(lengths, lengths));
  if (cov === "unscaled") return [fitted, values.ndim === 1 ? covariance : expandDims(covariance, 2)];
  const free = at.size - deg - 1;
  if (free <= 0) {
    throw new TypeError(`polyfit: ${at.size} points leave no freedom to estimate a covariance for degree ${deg}`);
  }
  const variance = divide(residuals, free);
  if (values.ndim === 1) return [fitted, multiply(covariance, atleast1d(variance) as NDArray)];
  return [fitted, multiply(expandDims(covariance, 2), ravel(variance))];
}

/** Options with which the coefficients alone are returned. */
interface PlainFit {
  readonly full?: false;
  readonly cov?: false;
}

function requirePoints(x: NDArray, y: NDArray): void {
  if (x.ndim === 1 && x.size > 0 && (y.ndim === 1 || y.ndim === 2) && y.shape[0] === x.size) return;
  throw new TypeError(
    `polyfit: takes x [m] and y [m] or [m, k] with m at least 1, found the shapes [${x.shape.join(", ")}] and [${y.shape.join(", ")}]`,
  );
}

function weightsOf(w: ArrayLike, x: NDArray): NDArray {
  const weights = inexact(toArray(w, "polyfit"), "polyfit");
  if (weights.ndim === 1 && weights.size === x.size) return weights;
  throw new TypeError(
    `polyfit: takes a weight for each of ${x.size} points, found the shape [${weights.shape.join(", ")}]`,
  );
}
