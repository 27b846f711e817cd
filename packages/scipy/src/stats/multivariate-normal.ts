import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { triangularSolve } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";

const logTwoPi = Math.log(2 * Math.PI);

/**
 * log of the density of vectors x `[..., n]` in the normal distribution with mean `[..., n]` and covariance `[..., n, n]`; a
 * covariance without axes stands for that number times the identity. NaN where the covariance is not positive definite. Throws a
 * `TypeError` for other shapes.
 */
export function logpdf(x: ArrayLike, mean: ArrayLike, cov: ArrayLike): NDArray {
  const [value, center, covariance] = np.promoteDtypesInexact("multivariateNormal.logpdf", x, mean, cov);
  const distance = np.subtract(value, center);
  if (center.ndim === 0) {
    return np.square(distance).div(covariance).add(np.log(covariance)).add(logTwoPi).mul(-0.5);
  }
  const n = center.shape.at(-1) ?? 0;
  if (covariance.ndim === 0) {
    const squares = np.sum(np.square(distance), { axis: -1 });
    return squares.div(covariance).add(np.log(covariance).add(logTwoPi).mul(n)).mul(-0.5);
  }
  if (covariance.ndim < 2 || covariance.shape.at(-1) !== n || covariance.shape.at(-2) !== n) {
    throw new TypeError(
      `multivariateNormal.logpdf: the mean is ${center.aval}, so that the covariance is [..., ${n}, ${n}]; found ${covariance.aval}`,
    );
  }
  const factor = np.linalg.cholesky(covariance);
  const squares = np.sum(np.square(whitened(factor, distance)), { axis: -1 });
  const logDeterminant = np.sum(np.log(factor.diagonal({ axis1: -2, axis2: -1 })), { axis: -1 });
  return squares
    .add(n * logTwoPi)
    .mul(-0.5)
    .sub(logDeterminant);
}

/** L⁻¹ d for each vector d `[..., n]`, with L `[..., n, n]`. */
function whitened(factor: NDArray, distance: NDArray): NDArray {
  const n = factor.shape.at(-1) as number;
  const batch = factor.ndim === 2 ? [] : np.broadcastShapes(factor.shape.slice(0, -2), distance.shape.slice(0, -1));
  // All vectors that share a factor are rows of one system: Y Lᵀ = D.
  const rows =
    factor.ndim === 2 ? distance.reshape([-1, n]) : np.broadcastTo(distance, [...batch, n]).reshape([...batch, 1, n]);
  const params = { leftSide: false, lower: true, transposeA: true, conjugateA: false, unitDiagonal: false };
  const solution = triangularSolve(np.broadcastTo(factor, [...batch, n, n]), rows, params);
  return solution.reshape(factor.ndim === 2 ? distance.shape : [...batch, n]);
}

/** The density of vectors x `[..., n]` in the normal distribution with mean `[..., n]` and covariance `[..., n, n]`. */
export function pdf(x: ArrayLike, mean: ArrayLike, cov: ArrayLike): NDArray {
  return np.exp(logpdf(x, mean, cov));
}
