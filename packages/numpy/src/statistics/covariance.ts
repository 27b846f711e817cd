import { type ArrayLike, canonicalDtype, type DType, type Array as NDArray, requireOptions } from "@hyrax/core";
import { convertTo, toArray } from "../convert.js";
import { divide, multiply, subtract } from "../elementwise/arithmetic.js";
import { conj, real } from "../elementwise/complex.js";
import { sqrt } from "../elementwise/exponential.js";
import { clip } from "../elementwise/extremes.js";
import { byParts } from "../elementwise/parts.js";
import { diagonal } from "../indexing/diagonal.js";
import { concatenate } from "../joining.js";
import { dot } from "../products/dot.js";
import { inexact, promoteDtypes } from "../promote.js";
import { average, mean } from "../reductions/moments.js";
import { sum } from "../reductions/sum.js";
import { atleast2d, expandDims, squeeze, transpose } from "../shape.js";

/** Options of `corrcoef`. */
export interface CorrelationOptions {
  /** More variables, of the same form. */
  readonly y?: ArrayLike;
  /** Whether the variables are the rows; they are by default. */
  readonly rowvar?: boolean;
  readonly dtype?: DType;
}

/** Options of `cov`. */
export interface CovarianceOptions extends CorrelationOptions {
  /** Divide by the number of observations instead of one less. */
  readonly bias?: boolean;
  /** How many are taken off the number of observations; overrides `bias`. */
  readonly ddof?: number;
  /** How often each observation counts. */
  readonly fweights?: ArrayLike;
  /** How much each observation counts. */
  readonly aweights?: ArrayLike;
}

/**
 * The covariance matrix of variables, the rows of `x`, over observations, its columns; of one variable, a scalar.
 * Throws a `TypeError` for more than two axes, and for weights that are not one for each observation.
 */
export function cov(x: ArrayLike, options: CovarianceOptions = {}): NDArray {
  requireOptions("cov", options, ["bias", "ddof", "fweights", "aweights", "y", "rowvar", "dtype"]);
  const { bias = false, ddof = bias ? 0 : 1, fweights, aweights } = options;
  const variables = gatherVariables("cov", x, options);
  const count = variables.shape[1] as number;
  const weights = [fweights, aweights].flatMap((given) => (given === undefined ? [] : [weightsOf(given, count)]));
  const [first, second] = weights;
  if (first === undefined) {
    const centered = subtract(variables, mean(variables, { axis: 1, keepdims: true }));
    return squeeze(divide(dot(centered, conj(transpose(centered))), count - ddof));
  }
  const weight = second === undefined ? first : multiply(first, second);
  const [center, totals] = average(variables, { axis: 1, weights: weight, returned: true });
  const total = totals.get(0);
  // Frequency weights count observations, importance weights do not: their own spread is taken off.
  const taken = aweights === undefined ? ddof : divide(multiply(sum(multiply(weight, aweights)), ddof), total);
  const centered = subtract(variables, expandDims(center, 1));
  return squeeze(divide(dot(multiply(centered, weight), conj(transpose(centered))), subtract(total, taken)));
}

/** The matrix of correlation coefficients, between −1 and 1, of variables, the rows of `x`, over observations, its columns. */
export function corrcoef(x: ArrayLike, options: CorrelationOptions = {}): NDArray {
  requireOptions("corrcoef", options, ["y", "rowvar", "dtype"]);
  const covariance = cov(x, options);
  if (covariance.ndim === 0) return divide(covariance, covariance);
  const deviation = sqrt(real(diagonal(covariance)));
  return byParts(divide(divide(covariance, expandDims(deviation, 1)), deviation), (part) => clip(part, -1, 1));
}

/** The variables as rows of one matrix of floats. */
function gatherVariables(name: string, x: ArrayLike, { y, rowvar = true, dtype }: CorrelationOptions): NDArray {
  const parts = promoteDtypes(name, ...[x, ...(y === undefined ? [] : [y])].map((part) => inexact(part, name)));
  const rows = parts.map((part) => {
    if (part.ndim > 2)
      throw new TypeError(`${name}: needs two axes at most, found the shape [${part.shape.join(", ")}]`);
    const matrix = atleast2d(part);
    return rowvar || matrix.shape[0] === 1 ? matrix : transpose(matrix);
  });
  const all = concatenate(rows, { axis: 0 });
  return dtype === undefined ? all : convertTo(all, canonicalDtype(dtype));
}

function weightsOf(given: ArrayLike, count: number): NDArray {
  const weights = toArray(given, "cov");
  if (weights.ndim === 1 && weights.size === count) return weights;
  throw new TypeError(
    `cov: weights of shape [${weights.shape.join(", ")}] do not fit ${count} observations, which need one each`,
  );
}
