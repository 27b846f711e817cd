import { type ArrayLike, type DType, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** Options of `besselJn`. */
export interface BesselJnOptions {
  /** From which order the recurrence comes down; 50 by default. It has to lie well above v and |z|. */
  readonly nIter?: number;
}

/** Beyond this, values of the recurrence are scaled down by it, so that they never overflow. */
const great = 1e10;

/**
 * The Bessel functions of the first kind of orders 0 to v, `[v + 1, ...]`, at real z. Integers become floats. Throws a `TypeError`
 * unless v and `nIter` are numbers, integers with 0 ≤ v ≤ nIter.
 * Source: Miller's algorithm, Abramowitz and Stegun, 9.12, example 1.
 */
export function besselJn(z: ArrayLike, v: number, options: BesselJnOptions = {}): NDArray {
  requireOptions("besselJn", options, ["nIter"]);
  const { nIter = 50 } = options;
  if (!Number.isInteger(v) || !Number.isInteger(nIter) || v < 0 || nIter < v) {
    throw new TypeError(
      `besselJn: v and nIter are numbers, integers with 0 ≤ v ≤ nIter; found ${String(v)} and ${String(nIter)}`,
    );
  }
  const [array] = np.promoteInexact("besselJn", z);
  const atZero = array.equal(0);
  const argument = np.where(atZero, 1, array);
  const zeros = np.zerosLike(array);

  // f(k) = 2 (k + 1) / z f(k + 1) − f(k + 2), up to a factor, and the sum J₀ + 2 J₂ + 2 J₄ + …, which without the factor is 1.
  const step = ([above, next, sum, scalings]: readonly [NDArray, NDArray, NDArray, NDArray], k: NDArray) => {
    const value = k.add(1).mul(2).div(argument).mul(next).sub(above);
    const total = np.where(k.mod(2).equal(0), sum.add(value.mul(2)), sum);
    const isGreat = np.abs(value).greater(great);
    const factor = np.where(isGreat, 1 / great, np.onesLike(array));
    const count = scalings.add(isGreat);
    return [
      [next.mul(factor), value.mul(factor), total.mul(factor), count] as const,
      [value.mul(factor), count] as const,
    ] as const;
  };
  const orders = np.arange(nIter + 1, undefined, undefined, { dtype: array.dtype as DType });
  const start = [zeros, zeros.add(1e-16), zeros, zeros] as const;
  const [[, , sum, scalings], [values, counts]] = lax.scan(step, start, orders, { reverse: true });

  // The first values found, of the greatest orders, have been scaled down less often than the sum.
  const scale = np.power(great, counts.get(`:${v + 1}`).sub(scalings));
  const result = values
    .get(`:${v + 1}`)
    .mul(scale)
    .div(sum.sub(values.get(0)));
  const limits = np.concatenate([np.ones([1]), np.zeros([v])]).reshape([v + 1, ...array.shape.map(() => 1)]);
  return np.where(atZero, limits.astype(array.dtype as DType), result);
}
