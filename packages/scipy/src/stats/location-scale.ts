import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** Options of distributions over integers. */
export interface LocationOptions {
  /** What the distribution is shifted by; 0 by default. Broadcasts with the other arguments. */
  readonly loc?: ArrayLike;
}

/** Options of distributions over real numbers. */
export interface LocationScaleOptions extends LocationOptions {
  /** What the distribution is stretched by, before it is shifted; 1 by default. Broadcasts with the other arguments. */
  readonly scale?: ArrayLike;
}

/** The arguments and `loc` as arrays of one floating dtype, in one shape but for scalars. */
export function withLocation<const X extends readonly ArrayLike[]>(
  name: string,
  options: LocationOptions,
  ...xs: X
): [...np.Arrays<X>, loc: NDArray] {
  requireOptions(name, options, ["loc"]);
  // promoteInexact gives an array for each argument.
  return np.promoteInexact(name, ...xs, options.loc ?? 0) as readonly NDArray[] as [...np.Arrays<X>, NDArray];
}

/** The arguments, `loc` and `scale` as arrays of one floating dtype, in one shape but for scalars. */
export function withLocationScale<const X extends readonly ArrayLike[]>(
  name: string,
  options: LocationScaleOptions,
  ...xs: X
): [...np.Arrays<X>, loc: NDArray, scale: NDArray] {
  requireOptions(name, options, ["loc", "scale"]);
  const arrays: readonly NDArray[] = np.promoteInexact(name, ...xs, options.loc ?? 0, options.scale ?? 1);
  // promoteInexact gives an array for each argument.
  return arrays as [...np.Arrays<X>, NDArray, NDArray];
}

/** −∞ where the condition holds: the logarithm of a density off its support. */
export function noneWhere(condition: NDArray, logDensity: NDArray): NDArray {
  return np.where(condition, Number.NEGATIVE_INFINITY, logDensity);
}

/** NaN where the condition holds: of parameters that no distribution has. */
export function nanWhere(condition: NDArray, value: NDArray): NDArray {
  return np.where(condition, Number.NaN, value);
}

/** Whether any of the conditions holds, element by element. */
export function anyOf(...conditions: readonly [NDArray, ...NDArray[]]): NDArray {
  return conditions.reduce((any, next) => np.logicalOr(any, next));
}

/** Whether numbers are no probabilities: NaN, or outside of [0, 1]. */
export function notProbability(q: NDArray): NDArray {
  return np.logicalNot(np.logicalAnd(q.greaterEqual(0), q.lessEqual(1)));
}
