import {
  type ArrayLike,
  abs,
  add,
  div,
  eq,
  exp,
  gt,
  isFloating,
  lt,
  max,
  min,
  mul,
  type Array as NDArray,
  ne,
  neg,
  nextafter as nextafterOf,
  or,
  requireOptions,
  scalarArray,
  sin,
  sqrt,
  square,
  sub,
} from "@hyrax/core";
import { besselI0e } from "@hyrax/core/library";
import { convertTo, toArray } from "../convert.js";
import { finfo } from "../float-info.js";
import { inexact, promoteInexact } from "../promote.js";
import { choose } from "./choose.js";
import { signbit } from "./classification.js";
import { byParts, requireReal } from "./parts.js";

/** √(x² + y²), without overflow on the way. Integers become floats. */
export function hypot(x: ArrayLike, y: ArrayLike): NDArray {
  const sides = promoteInexact("hypot", x, y);
  requireReal("hypot", ...sides);
  const [a, b] = sides.map((side) => abs(side)) as [NDArray, NDArray];
  const infinite = or(eq(a, Number.POSITIVE_INFINITY), eq(b, Number.POSITIVE_INFINITY));
  const [longer, shorter] = [max(a, b), min(a, b)];
  const zero = eq(longer, 0);
  const ratio = div(shorter, choose(zero, 1, longer));
  const length = choose(zero, longer, mul(longer, sqrt(add(square(ratio), 1))));
  return choose(infinite, Number.POSITIVE_INFINITY, length);
}

/** |x| with the sign of y. Integers become floats. */
export function copysign(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteInexact("copysign", x, y);
  requireReal("copysign", a, b);
  return choose(signbit(b), neg(abs(a)), abs(a));
}

/** The float next to x in the direction of y. Integers become floats. */
export function nextafter(x: ArrayLike, y: ArrayLike): NDArray {
  return nextafterOf(...promoteInexact("nextafter", x, y));
}

/** The distance from x to the next float away from zero, with the sign of x; NaN of infinities. Integers become floats. */
export function spacing(x: ArrayLike): NDArray {
  const array = inexact(x, "spacing");
  requireReal("spacing", array);
  const away = copysign(scalarArray(Number.POSITIVE_INFINITY, array.dtype), array);
  const distance = sub(nextafterOf(array, away), array);
  const least = copysign(scalarArray(finfo(array.dtype).smallestSubnormal, array.dtype), array);
  return choose(eq(distance, 0), least, distance);
}

/** 0 below zero, 1 above it, and y at zero; NaN of NaN. Integers become floats. */
export function heaviside(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteInexact("heaviside", x, y);
  const step = choose(lt(a, 0), 0, choose(gt(a, 0), 1, b));
  return choose(ne(a, a), a, step);
}

/** sin(πx) / (πx), and 1 at zero. Integers become floats. */
export function sinc(x: ArrayLike): NDArray {
  const array = mul(inexact(x, "sinc"), Math.PI);
  const zero = eq(array, 0);
  const safe = choose(zero, 1, array);
  // Taken at zero alone, for its value and its first derivatives: 1 − y²/6 + y⁴/120 − y⁶/5040.
  const squared = square(array);
  const series = add(mul(squared, add(mul(squared, add(mul(squared, -1 / 5040), 1 / 120)), -1 / 6)), 1);
  return choose(zero, series, div(sin(safe), safe));
}

/** The modified Bessel function of the first kind of order 0. Integers become floats. */
export function i0(x: ArrayLike): NDArray {
  const array = inexact(x, "i0");
  return mul(exp(abs(array)), besselI0e(array));
}

export interface NanToNumOptions {
  /** What takes the place of NaN; 0 if not given. */
  readonly nan?: ArrayLike;
  /** What takes the place of ∞; the greatest finite number if not given. */
  readonly posinf?: ArrayLike | null;
  /** What takes the place of −∞; the least finite number if not given. */
  readonly neginf?: ArrayLike | null;
}

/** x with numbers in place of NaN and the infinities. */
export function nanToNum(x: ArrayLike, options: NanToNumOptions = {}): NDArray {
  requireOptions("nanToNum", options, ["nan", "posinf", "neginf"]);
  return byParts(toArray(x, "nanToNum"), (part) => numbersOf(part, options));
}

function numbersOf(array: NDArray, options: NanToNumOptions): NDArray {
  if (!isFloating(array.dtype)) return array;
  const { nan = 0, posinf, neginf } = options;
  const limits = finfo(array.dtype);
  const value = (given: ArrayLike) =>
    typeof given === "number" ? given : convertTo(toArray(given, "nanToNum"), array.dtype);
  const numbers = choose(ne(array, array), value(nan), array);
  const below = choose(eq(numbers, Number.POSITIVE_INFINITY), value(posinf ?? limits.max), numbers);
  return choose(eq(below, Number.NEGATIVE_INFINITY), value(neginf ?? limits.min), below);
}
