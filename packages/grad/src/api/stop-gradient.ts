import { isInexact, stopGradient as stop } from "@hyrax/core";
import { mapArrays } from "./checks.js";

/**
 * The same values, through which no derivative goes: for differentiation they are constants.
 *
 * @param tree a pytree; what is not a floating array in it stays as it is
 *
 * @example
 * grad((x: Array) => stopGradient(x).mul(x))(3); // 3
 */
export function stopGradient<T>(tree: T): T {
  // Arrays are replaced by arrays of the same type, so that the structure is that of the argument.
  return mapArrays(tree, (x) => (isInexact(x.dtype) ? stop(x) : x)) as T;
}
