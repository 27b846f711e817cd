import { asArray, elementwise, type Array as NDArray, type Operand } from "@hyrax/core";

/** e to the power x. */
export function exp(x: Operand): NDArray {
  return elementwise.exp(x);
}

/** 2 to the power x. 16-bit floats take the way of JAX, exp(x log 2), whose product they round. */
export function exp2(x: Operand): NDArray {
  const array = asArray(x);
  return array.dtype === "float16" || array.dtype === "bfloat16"
    ? elementwise.exp(elementwise.mul(array, Math.LN2))
    : elementwise.exp2(array);
}

/** exp(x) − 1, accurate for small x. */
export function expm1(x: Operand): NDArray {
  return elementwise.expm1(x);
}

/** The natural logarithm; −∞ of 0, NaN of negative numbers. */
export function log(x: Operand): NDArray {
  return elementwise.log(x);
}

/** log(1 + x), accurate for small x. */
export function log1p(x: Operand): NDArray {
  return elementwise.log1p(x);
}

/** The logistic function 1 / (1 + exp(−x)). */
export function logistic(x: Operand): NDArray {
  return elementwise.logistic(x);
}
