import {
  type ArrayLike,
  cbrt as cbrtOf,
  div,
  exp2 as exp2Of,
  expm1 as expm1Of,
  exp as expOf,
  log1p as log1pOf,
  log as logOf,
  mul,
  type Array as NDArray,
  sqrt as sqrtOf,
} from "@hyrax/core";
import { inexact } from "../promote.js";

/** e to the power x. Integers become floats. */
export function exp(x: ArrayLike): NDArray {
  return expOf(inexact(x, "exp"));
}

/** 2 to the power x. Integers become floats. 16-bit floats take the way of JAX, exp(x log 2), whose product they round. */
export function exp2(x: ArrayLike): NDArray {
  const array = inexact(x, "exp2");
  return array.dtype === "float16" || array.dtype === "bfloat16" ? expOf(mul(array, Math.LN2)) : exp2Of(array);
}

/** exp(x) − 1, accurate for small x. Integers become floats. */
export function expm1(x: ArrayLike): NDArray {
  return expm1Of(inexact(x, "expm1"));
}

/** The natural logarithm; −∞ of 0, NaN of negative numbers. Integers become floats. */
export function log(x: ArrayLike): NDArray {
  return logOf(inexact(x, "log"));
}

/** log(1 + x), accurate for small x. Integers become floats. */
export function log1p(x: ArrayLike): NDArray {
  return log1pOf(inexact(x, "log1p"));
}

/** The square root; NaN of negative numbers. Integers become floats. */
export function sqrt(x: ArrayLike): NDArray {
  return sqrtOf(inexact(x, "sqrt"));
}

/** The cube root. Integers become floats. */
export function cbrt(x: ArrayLike): NDArray {
  return cbrtOf(inexact(x, "cbrt"));
}

/** The logarithm to base 2. Integers become floats. */
export function log2(x: ArrayLike): NDArray {
  return div(logOf(inexact(x, "log2")), Math.LN2);
}

/** The logarithm to base 10. Integers become floats. */
export function log10(x: ArrayLike): NDArray {
  return div(logOf(inexact(x, "log10")), Math.LN10);
}
