import {
  type ArrayLike,
  ceil as ceilOf,
  div,
  dtypeKind,
  floor as floorOf,
  ge,
  lt,
  mul,
  type Array as NDArray,
  requireOptions,
  round as roundOf,
  sub,
} from "@hyrax/core";
import { convertTo, toArray } from "../convert.js";
import { inexact } from "../promote.js";
import { choose } from "./choose.js";
import { byParts } from "./parts.js";

/** Integers and bools are whole already. */
function ofFloats(x: ArrayLike, name: string, f: (x: NDArray) => NDArray): NDArray {
  const array = toArray(x, name);
  return "biu".includes(dtypeKind(array.dtype)) ? array : f(array);
}

/** The greatest whole number that is not above x, in the dtype of x. */
export function floor(x: ArrayLike): NDArray {
  return ofFloats(x, "floor", floorOf);
}

/** The least whole number that is not below x, in the dtype of x. */
export function ceil(x: ArrayLike): NDArray {
  return ofFloats(x, "ceil", ceilOf);
}

/** x without its fraction, in the dtype of x. */
export function trunc(x: ArrayLike): NDArray {
  return ofFloats(x, "trunc", (array) => choose(lt(array, 0), ceilOf(array), floorOf(array)));
}

/** As `trunc`. */
export function fix(x: ArrayLike): NDArray {
  return trunc(x);
}

/** The nearest whole number; halves go to the even neighbour. Integers become floats. */
export function rint(x: ArrayLike): NDArray {
  return byParts(inexact(x, "rint"), (part) => roundOf(part, { roundingMethod: 1 }));
}

export interface RoundOptions {
  /** Digits after the decimal point; negative ones before it. 0 if not given. */
  readonly decimals?: number;
}

const roundOptionNames = ["decimals"] as const satisfies readonly (keyof RoundOptions)[];

/** x rounded to a number of decimals; halves go to the even neighbour. Integers have no negative decimals. */
export function round(x: ArrayLike, options: RoundOptions = {}): NDArray {
  requireOptions("round", options, roundOptionNames);
  const { decimals = 0 } = options;
  return byParts(toArray(x, "round"), (part) => roundReal(part, decimals));
}

function roundReal(array: NDArray, decimals: number): NDArray {
  if (dtypeKind(array.dtype) !== "f") {
    if (decimals < 0)
      throw new TypeError(`round: ${array.aval} cannot be rounded to ${decimals} decimals; convert it to a float`);
    return array;
  }
  if (decimals === 0) return roundOf(array, { roundingMethod: 1 });
  // 16-bit floats cannot hold what is to be rounded.
  const wide = array.dtype === "float16" || array.dtype === "bfloat16" ? convertTo(array, "float32") : array;
  const factor = 10 ** decimals;
  return convertTo(div(roundOf(mul(wide, factor), { roundingMethod: 1 }), factor), array.dtype, array.weakType);
}

/** As `round`. */
export function around(x: ArrayLike, options: RoundOptions = {}): NDArray {
  requireOptions("around", options, roundOptionNames);
  return round(x, options);
}

/** `[fraction, whole part]`, both with the sign of x. */
export function modf(x: ArrayLike): [fraction: NDArray, whole: NDArray] {
  const array = inexact(x, "modf");
  const whole = choose(ge(array, 0), floorOf(array), ceilOf(array));
  return [sub(array, whole), whole];
}
