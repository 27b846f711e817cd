import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

const xlogyOf = np.withDerivative(
  "xlogy",
  (x: NDArray, y: NDArray) => orZero(x, y, np.log(y)),
  ([x, y], [dx, dy]) => dx.mul(np.log(y)).add(dy.mul(x).div(y)),
);

/** x log y, and 0 where x is 0 and y is not NaN. Integers become floats. */
export function xlogy(x: ArrayLike, y: ArrayLike): NDArray {
  return xlogyOf(...np.promoteInexact("xlogy", x, y));
}

const xlog1pyOf = np.withDerivative(
  "xlog1py",
  (x: NDArray, y: NDArray) => orZero(x, y, np.log1p(y)),
  ([x, y], [dx, dy]) => dx.mul(np.log1p(y)).add(dy.mul(x).div(y.add(1))),
);

/** x log(1 + y), and 0 where x is 0 and y is not NaN. Integers become floats. */
export function xlog1py(x: ArrayLike, y: ArrayLike): NDArray {
  return xlog1pyOf(...np.promoteInexact("xlog1py", x, y));
}

/** x times the logarithm, which may be infinite where x is 0. */
function orZero(x: NDArray, y: NDArray, logarithm: NDArray): NDArray {
  return np.where(np.logicalOr(x.notEqual(0), np.isnan(y)), x.mul(logarithm), np.zerosLike(x));
}

// As a function of one argument its derivative log x + 1 is exact at 0 too: −∞.
const xlogx = np.withDerivative(
  "xlogx",
  (x: NDArray) => xlogyOf(x, x),
  ([x], [dx]) => dx.mul(np.log(x).add(1)),
);

/** −x log x, the entropy of a probability; 0 at 0 and −∞ below. Integers become floats. */
export function entr(x: ArrayLike): NDArray {
  const [array] = np.promoteInexact("entr", x);
  return np.where(array.less(0), Number.NEGATIVE_INFINITY, xlogx(array).neg());
}

/** p log(p / q), the relative entropy; 0 where p is 0 and q ≥ 0, and ∞ beyond. Integers become floats. */
export function relEntr(p: ArrayLike, q: ArrayLike): NDArray {
  const [a, b] = np.promoteInexact("relEntr", p, q);
  const inside = np.logicalAnd(a.greater(0), b.greater(0));
  const onEdge = np.logicalAnd(a.equal(0), b.greaterEqual(0));
  const [safeA, safeB] = [np.where(inside, a, 1), np.where(inside, b, 1)];
  const value = xlogx(safeA).sub(xlogyOf(safeA, safeB));
  return np.where(inside, value, np.where(onEdge, 0, Number.POSITIVE_INFINITY));
}

/** p log(p / q) − p + q, the Kullback–Leibler divergence. Integers become floats. */
export function klDiv(p: ArrayLike, q: ArrayLike): NDArray {
  const [a, b] = np.promoteInexact("klDiv", p, q);
  return relEntr(a, b).sub(a).add(b);
}
