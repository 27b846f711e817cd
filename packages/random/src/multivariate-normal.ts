import { type ArrayLike, add, dotGeneral, type Array as NDArray, promoteTypes } from "@hyrax/core";
import { broadcastTo, convertTo } from "./arithmetic.js";
import { cholesky } from "./cholesky.js";
import { floatDtype } from "./float-info.js";
import { type Key, typedKey } from "./key-argument.js";
import { sampleNormal } from "./normal.js";
import { floatingOperand } from "./operand.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { sampleShape } from "./shape-argument.js";
import type { FloatSample } from "./uniform.js";

/** As mean + L x for normal vectors x and the Cholesky factor L of the covariance. */
const sampleMultivariateNormal = program(
  "_multivariate_normal",
  ([key, mean, cov]: readonly [NDArray, NDArray, NDArray], { shape, dtype }: FloatSample) => {
    const n = mean.shape.at(-1) as number;
    const whole = [...shape, n];
    const x = sampleNormal([key], { shape: whole, dtype });
    return add(broadcastTo(convertTo(mean, dtype), whole), multiply(convertTo(cholesky(cov), dtype), x));
  },
);

/** The product of a factor, `[n, n]` or one for each vector, with vectors `[..., n]`. */
function multiply(factor: NDArray, x: NDArray): NDArray {
  const last = x.ndim - 1;
  if (factor.ndim === 2) {
    const dimensionNumbers = { lhsContract: [last], rhsContract: [1], lhsBatch: [], rhsBatch: [] };
    return dotGeneral(x, factor, { dimensionNumbers, preferredElementType: null });
  }
  const n = x.shape[last] as number;
  const batch = x.shape.slice(0, -1).map((_, axis) => axis);
  const dimensionNumbers = { lhsContract: [last + 1], rhsContract: [last], lhsBatch: batch, rhsBatch: batch };
  const factors = broadcastTo(factor, [...x.shape.slice(0, -1), n, n]);
  return dotGeneral(factors, x, { dimensionNumbers, preferredElementType: null });
}

/**
 * Vectors `[...shape, n]` of the normal distribution with the given mean, `[..., n]`, and positive definite covariance,
 * `[..., n, n]`; NaN where a covariance is not positive definite. Without a shape, that which their leading axes
 * broadcast to.
 */
export function multivariateNormal(
  key: Key,
  mean: ArrayLike,
  cov: ArrayLike,
  shape?: ShapeOrOptions<SamplerOptions>,
  options?: SamplerOptions,
): NDArray {
  const name = "multivariateNormal";
  const given = samplerOptions(name, shape, options, ["dtype"]);
  const [m, c] = [floatingOperand(name, "mean", mean), floatingOperand(name, "cov", cov)];
  const common = promoteTypes([m, c]).dtype;
  const dtype = floatDtype(name, given.dtype ?? common);
  const n = m.shape.at(-1);
  if (n === undefined || c.ndim < 2 || c.shape.at(-1) !== n || c.shape.at(-2) !== n) {
    throw new TypeError(`${name}: takes a mean [..., n] and a covariance [..., n, n], found ${m.aval} and ${c.aval}`);
  }
  const sizes = sampleShape(name, given.shape, {
    "of the mean without its last axis": m.shape.slice(0, -1),
    "of the covariance without its last two": c.shape.slice(0, -2),
  });
  const inputs = [typedKey(name, key), convertTo(m, common), convertTo(c, common)] as const;
  return sampleMultivariateNormal(inputs, { shape: sizes, dtype });
}
