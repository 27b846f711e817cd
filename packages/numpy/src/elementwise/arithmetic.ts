import {
  type ArrayLike,
  abs as absolute_,
  and,
  div,
  dtypeKind,
  integerPow,
  mul,
  type Array as NDArray,
  neg,
  or,
  add as plus,
  sign as signOf,
  square as squareOf,
  sub,
} from "@hyrax/core";
import { toArray } from "../convert.js";
import { inexact, promoteArgs, promoteInexact, promoteNumeric } from "../promote.js";
import { requireReal } from "./parts.js";

const isBool = (x: NDArray) => x.dtype === "bool";

/** x + y, with promotion and broadcasting. Integers wrap; of bools it is the disjunction. */
export function add(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteArgs("add", x, y);
  return isBool(a) ? or(a, b) : plus(a, b);
}

/** x − y, with promotion and broadcasting. Integers wrap. */
export function subtract(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteArgs("subtract", x, y);
  return sub(a, b);
}

/** x · y, with promotion and broadcasting. Integers wrap; of bools it is the conjunction. */
export function multiply(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteArgs("multiply", x, y);
  return isBool(a) ? and(a, b) : mul(a, b);
}

/** x / y as floats, with promotion and broadcasting. */
export function divide(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteInexact("divide", x, y);
  return div(a, b);
}

/** As `divide`. */
export function trueDivide(x: ArrayLike, y: ArrayLike): NDArray {
  return divide(x, y);
}

/** −x. */
export function negative(x: ArrayLike): NDArray {
  return neg(toArray(x, "negative"));
}

/** +x: x itself. */
export function positive(x: ArrayLike): NDArray {
  return toArray(x, "positive");
}

/** |x|; the modulus of a complex x. */
export function abs(x: ArrayLike): NDArray {
  const array = toArray(x, "abs");
  const kind = dtypeKind(array.dtype);
  return kind === "u" || kind === "b" ? array : absolute_(array);
}

/** As `abs`. */
export function absolute(x: ArrayLike): NDArray {
  return abs(x);
}

/** |x| as a float. */
export function fabs(x: ArrayLike): NDArray {
  const array = inexact(x, "fabs");
  requireReal("fabs", array);
  return absolute_(array);
}

/** −1, 0 or 1 as x is negative, zero or positive, x / |x| of complex numbers; NaN of NaN. */
export function sign(x: ArrayLike): NDArray {
  return signOf(toArray(x, "sign"));
}

/** x · x. */
export function square(x: ArrayLike): NDArray {
  return squareOf(promoteNumeric("square", x)[0]);
}

/** 1 / x as a float. */
export function reciprocal(x: ArrayLike): NDArray {
  return integerPow(inexact(x, "reciprocal"), { y: -1 });
}
