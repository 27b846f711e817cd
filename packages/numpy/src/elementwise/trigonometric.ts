import {
  type ArrayLike,
  acosh as acoshOf,
  acos as acosOf,
  asinh as asinhOf,
  asin as asinOf,
  atan2 as atan2Of,
  atanh as atanhOf,
  atan as atanOf,
  cosh as coshOf,
  cos as cosOf,
  mul,
  type Array as NDArray,
  sinh as sinhOf,
  sin as sinOf,
  tanh as tanhOf,
  tan as tanOf,
} from "@hyrax/core";
import { inexact, promoteInexact } from "../promote.js";

/** The sine of x in radians. Integers become floats. */
export function sin(x: ArrayLike): NDArray {
  return sinOf(inexact(x, "sin"));
}

/** The cosine of x in radians. Integers become floats. */
export function cos(x: ArrayLike): NDArray {
  return cosOf(inexact(x, "cos"));
}

/** The tangent of x in radians. Integers become floats. */
export function tan(x: ArrayLike): NDArray {
  return tanOf(inexact(x, "tan"));
}

/** The angle in [−π/2, π/2] whose sine is x; NaN outside [−1, 1]. Integers become floats. */
export function arcsin(x: ArrayLike): NDArray {
  return asinOf(inexact(x, "arcsin"));
}

/** The angle in [0, π] whose cosine is x; NaN outside [−1, 1]. Integers become floats. */
export function arccos(x: ArrayLike): NDArray {
  return acosOf(inexact(x, "arccos"));
}

/** The angle in (−π/2, π/2) whose tangent is x. Integers become floats. */
export function arctan(x: ArrayLike): NDArray {
  return atanOf(inexact(x, "arctan"));
}

/** The hyperbolic sine. Integers become floats. */
export function sinh(x: ArrayLike): NDArray {
  return sinhOf(inexact(x, "sinh"));
}

/** The hyperbolic cosine. Integers become floats. */
export function cosh(x: ArrayLike): NDArray {
  return coshOf(inexact(x, "cosh"));
}

/** The hyperbolic tangent. Integers become floats. */
export function tanh(x: ArrayLike): NDArray {
  return tanhOf(inexact(x, "tanh"));
}

/** The inverse hyperbolic sine. Integers become floats. */
export function arcsinh(x: ArrayLike): NDArray {
  return asinhOf(inexact(x, "arcsinh"));
}

/** The inverse hyperbolic cosine; NaN below 1. Integers become floats. */
export function arccosh(x: ArrayLike): NDArray {
  return acoshOf(inexact(x, "arccosh"));
}

/** The inverse hyperbolic tangent; NaN outside [−1, 1]. Integers become floats. */
export function arctanh(x: ArrayLike): NDArray {
  return atanhOf(inexact(x, "arctanh"));
}

/** The angle in [−π, π] of the point (y, x), given as its ordinate and its abscissa. Integers become floats. */
export function arctan2(y: ArrayLike, x: ArrayLike): NDArray {
  const [a, b] = promoteInexact("arctan2", y, x);
  return atan2Of(a, b);
}

/** Degrees as radians. */
export function deg2rad(x: ArrayLike): NDArray {
  return mul(inexact(x, "deg2rad"), Math.PI / 180);
}

/** Radians as degrees. */
export function rad2deg(x: ArrayLike): NDArray {
  return mul(inexact(x, "rad2deg"), 180 / Math.PI);
}

/** As `rad2deg`. */
export function degrees(x: ArrayLike): NDArray {
  return rad2deg(x);
}

/** As `deg2rad`. */
export function radians(x: ArrayLike): NDArray {
  return deg2rad(x);
}

/** As `arcsin`, by the name of the array API standard. */
export function asin(x: ArrayLike): NDArray {
  return arcsin(x);
}

/** As `arccos`, by the name of the array API standard. */
export function acos(x: ArrayLike): NDArray {
  return arccos(x);
}

/** As `arctan`, by the name of the array API standard. */
export function atan(x: ArrayLike): NDArray {
  return arctan(x);
}

/** As `arcsinh`, by the name of the array API standard. */
export function asinh(x: ArrayLike): NDArray {
  return arcsinh(x);
}

/** As `arccosh`, by the name of the array API standard. */
export function acosh(x: ArrayLike): NDArray {
  return arccosh(x);
}

/** As `arctanh`, by the name of the array API standard. */
export function atanh(x: ArrayLike): NDArray {
  return arctanh(x);
}

/** As `arctan2`, by the name of the array API standard. */
export function atan2(y: ArrayLike, x: ArrayLike): NDArray {
  return arctan2(y, x);
}
