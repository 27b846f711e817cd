import { elementwise, type Array as NDArray, type Operand } from "@hyrax/core";

/** The sine of x in radians. */
export function sin(x: Operand): NDArray {
  return elementwise.sin(x);
}

/** The cosine of x in radians. */
export function cos(x: Operand): NDArray {
  return elementwise.cos(x);
}

/** The tangent of x in radians. */
export function tan(x: Operand): NDArray {
  return elementwise.tan(x);
}

/** The angle in [−π/2, π/2] whose sine is x. */
export function asin(x: Operand): NDArray {
  return elementwise.asin(x);
}

/** The angle in [0, π] whose cosine is x. */
export function acos(x: Operand): NDArray {
  return elementwise.acos(x);
}

/** The angle in (−π/2, π/2) whose tangent is x. */
export function atan(x: Operand): NDArray {
  return elementwise.atan(x);
}

/** The hyperbolic sine. */
export function sinh(x: Operand): NDArray {
  return elementwise.sinh(x);
}

/** The hyperbolic cosine. */
export function cosh(x: Operand): NDArray {
  return elementwise.cosh(x);
}

/** The hyperbolic tangent. */
export function tanh(x: Operand): NDArray {
  return elementwise.tanh(x);
}

/** The inverse hyperbolic sine. */
export function asinh(x: Operand): NDArray {
  return elementwise.asinh(x);
}

/** The inverse hyperbolic cosine; NaN below 1. */
export function acosh(x: Operand): NDArray {
  return elementwise.acosh(x);
}

/** The inverse hyperbolic tangent; NaN outside [−1, 1]. */
export function atanh(x: Operand): NDArray {
  return elementwise.atanh(x);
}

/** The angle in [−π, π] of the point (y, x), given as its ordinate and its abscissa. */
export function atan2(y: Operand, x: Operand): NDArray {
  return elementwise.atan2(y, x);
}
