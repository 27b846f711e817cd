import { elementwise, type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { stretched } from "./stretch.js";

/**
 * x + y. Operands have one dtype, and one shape: those without axes go with every shape, and axes of size 1 stretch. Else a
 * `TypeError` is thrown. Integers wrap.
 */
export function add(x: Operand, y: Operand): NDArray {
  return elementwise.add(...stretched(x, y));
}

/** x − y, of operands as `add` takes them. */
export function sub(x: Operand, y: Operand): NDArray {
  return elementwise.sub(...stretched(x, y));
}

/** x · y, of operands as `add` takes them. */
export function mul(x: Operand, y: Operand): NDArray {
  return elementwise.mul(...stretched(x, y));
}

/** x / y, of operands as `add` takes them; integers truncate towards zero. */
export function div(x: Operand, y: Operand): NDArray {
  return elementwise.div(...stretched(x, y));
}

/** The remainder of x / y with the sign of x, of operands as `add` takes them. */
export function rem(x: Operand, y: Operand): NDArray {
  return elementwise.rem(...stretched(x, y));
}

/** The greater of x and y, of operands as `add` takes them; NaN wins. */
export function max(x: Operand, y: Operand): NDArray {
  return elementwise.max(...stretched(x, y));
}

/** The lesser of x and y, of operands as `add` takes them; NaN wins. */
export function min(x: Operand, y: Operand): NDArray {
  return elementwise.min(...stretched(x, y));
}

/** The float next to x in the direction of y. */
export function nextafter(x: Operand, y: Operand): NDArray {
  return elementwise.nextafter(...stretched(x, y));
}

/** −x. */
export function neg(x: Operand): NDArray {
  return elementwise.neg(x);
}

/** |x|; the modulus of a complex x. */
export function abs(x: Operand): NDArray {
  return elementwise.abs(x);
}

/** −1, 0 or 1 as x is negative, zero or positive; NaN of NaN. */
export function sign(x: Operand): NDArray {
  return elementwise.sign(x);
}

/** x · x. */
export function square(x: Operand): NDArray {
  return elementwise.square(x);
}

/** The square root; NaN of negative numbers. */
export function sqrt(x: Operand): NDArray {
  return elementwise.sqrt(x);
}

/** 1 / √x. */
export function rsqrt(x: Operand): NDArray {
  return elementwise.rsqrt(x);
}

/** The cube root. */
export function cbrt(x: Operand): NDArray {
  return elementwise.cbrt(x);
}

/** The greatest whole number that is not above x, in the dtype of x. */
export function floor(x: Operand): NDArray {
  return elementwise.floor(x);
}

/** The least whole number that is not below x, in the dtype of x. */
export function ceil(x: Operand): NDArray {
  return elementwise.ceil(x);
}

/** Whether x is neither infinite nor NaN; bool. */
export function isFinite(x: Operand): NDArray {
  return elementwise.isFinite(x);
}

/** 1 / x. */
export function reciprocal(x: Operand): NDArray {
  return elementwise.integerPow(x, { y: -1 });
}

/** x to a whole power, by repeated multiplication. Throws a `TypeError` for a power with a fraction. */
export function integerPow(x: Operand, y: number): NDArray {
  return elementwise.integerPow(x, { y });
}

/** x to the power y: of the dtype of x, or of an integer dtype. */
export function pow(x: Operand, y: Operand): NDArray {
  return elementwise.pow(...stretched(x, y));
}

/** How `round` treats halves; the numbers are JAX's. */
export const RoundingMethod = { AWAY_FROM_ZERO: 0, TO_NEAREST_EVEN: 1 } as const;

export interface RoundOptions {
  /** `RoundingMethod.AWAY_FROM_ZERO` if not given. */
  readonly roundingMethod?: 0 | 1;
}

/** The nearest whole number, in the dtype of x. */
export function round(x: Operand, options: RoundOptions = {}): NDArray {
  requireOptions("round", options, ["roundingMethod"]);
  return elementwise.round(x, { roundingMethod: options.roundingMethod ?? RoundingMethod.AWAY_FROM_ZERO });
}

/** x within the bounds min and max, which have no axes or the shape of x; NaN stays NaN. */
export function clamp(min: Operand, x: Operand, max: Operand): NDArray {
  return elementwise.clamp(min, x, max);
}
