import { complexParts, type DType, type Array as NDArray, realDtype, type Shape } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";

/** Complex numbers that are uniform on the disc around 0 on which their variance is 1. */
export function complexUniform(key: random.Key, shape: Shape, dtype: DType): NDArray {
  const { u, angle } = draws(key, shape, dtype);
  return fromPolar(np.sqrt(u.mul(2)), angle);
}

/**
 * Complex normal numbers, of variance 1 where they are not bounded, with a modulus of at most `upper`: the square of the modulus
 * is exponentially distributed, and drawn by inversion.
 */
export function complexTruncatedNormal(key: random.Key, upper: number, shape: Shape, dtype: DType): NDArray {
  const { u, angle } = draws(key, shape, dtype);
  const probability = u.mul(-Math.expm1(-upper * upper));
  return fromPolar(np.sqrt(np.log1p(probability.neg()).neg()), angle);
}

function draws(key: random.Key, shape: Shape, dtype: DType) {
  const parts = { dtype: realDtype(dtype) };
  const [modulusKey, angleKey] = random.split(key);
  const angle = random.uniform(angleKey, shape, parts).mul(2 * Math.PI);
  return { u: random.uniform(modulusKey, shape, parts), angle };
}

function fromPolar(modulus: NDArray, angle: NDArray): NDArray {
  return complexParts.complex(modulus.mul(np.cos(angle)), modulus.mul(np.sin(angle)));
}
