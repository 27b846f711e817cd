import { type ArrayLike, type Axis, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** Options of `standardize`. */
export interface StandardizeOptions {
  /** The axes to standardise along; the last one by default, and all of them for `null`. */
  readonly axis?: Axis;
  /** The mean to use; that of x along the axes by default. Broadcasts with x. */
  readonly mean?: ArrayLike;
  /** The variance to use; that of x along the axes by default. Broadcasts with x. */
  readonly variance?: ArrayLike;
  /** What is added to the variance, so that it is not 0; 1e-5 by default. */
  readonly epsilon?: ArrayLike;
  /** Elements for which this is false do not take part in the mean and the variance. Broadcasts to x. */
  readonly where?: ArrayLike;
  /**
   * How the variance is computed: "fast", by default, as the mean of the squares less the square of the mean, which cancels where
   * the mean is large; "stable" as the mean of the squared distances from the mean.
   */
  readonly algorithm?: "fast" | "stable";
}

/** (x − mean) / √(variance + epsilon) along `axis`, of x's shape. Integers become floats. */
export function standardize(x: ArrayLike, options: StandardizeOptions = {}): NDArray {
  requireOptions("standardize", options, ["axis", "mean", "variance", "epsilon", "where", "algorithm"]);
  const { axis = -1, epsilon = 1e-5, where, algorithm = "fast" } = options;
  if (algorithm !== "fast" && algorithm !== "stable") {
    throw new TypeError(`standardize: the algorithm is "fast" or "stable", found ${String(algorithm)}`);
  }
  const array = np.toArray(x, "standardize");
  const over = { axis, keepdims: true, ...(where !== undefined && { where }) };
  const center = options.mean ?? np.mean(array, over);
  const distance = np.subtract(array, center);
  const spread = () =>
    algorithm === "stable"
      ? np.mean(np.square(distance), over)
      : // Rounding may have made it negative.
        np.clip(np.mean(np.square(array), over).sub(np.square(center)), 0);
  return distance.mul(lax.rsqrt(np.add(options.variance ?? spread(), epsilon)));
}
