import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { weakFloat } from "../weak-float.js";
import { relu6 } from "./relu.js";

/** x / (|x| + 1). Integers become floats. */
export function softSign(x: ArrayLike): NDArray {
  const array = np.toArray(x, "softSign");
  return np.divide(array, np.abs(array).add(1));
}

/** x, but −1 below −1 and 1 above 1; of x's dtype. */
export function hardTanh(x: ArrayLike): NDArray {
  const array = np.toArray(x, "hardTanh");
  return np.where(array.greater(1), 1, np.where(array.less(-1), -1, array));
}

/** A sigmoid of three straight lines: relu6(x + 3) / 6. Integers become floats. */
export function hardSigmoid(x: ArrayLike): NDArray {
  return relu6(np.add(x, weakFloat(3))).div(6);
}

/** x · hardSigmoid(x); also called `hardSwish`. Integers become floats. */
export function hardSilu(x: ArrayLike): NDArray {
  return hardSigmoid(x).mul(x);
}

/** 0 below −1, (x + 1)² / 4 up to 1, then x: the twin of `softplus` that reaches its asymptotes. Integers become floats. */
export function sparsePlus(x: ArrayLike): NDArray {
  const [array] = np.promoteArgs("sparsePlus", x, weakFloat(1));
  const bend = np.square(array.add(1)).div(4);
  return np.where(array.lessEqual(-1), 0, np.where(array.greaterEqual(1), array, bend));
}

/**
 * 0 below −1, (x + 1) / 2 up to 1, then 1: the derivative of `sparsePlus`. Integers become floats.
 * Source: Blondel, Martins and Niculae, "Learning with Fenchel-Young losses", 2020, section 6.2.
 */
export function sparseSigmoid(x: ArrayLike): NDArray {
  return np.clip(np.add(x, weakFloat(1)), 0, 2).mul(0.5);
}
