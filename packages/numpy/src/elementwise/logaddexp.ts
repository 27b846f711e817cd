import {
  type ArrayLike,
  abs,
  add,
  complex,
  div,
  eq,
  exp,
  exp2,
  gt,
  imag,
  isComplex,
  log1p,
  lt,
  max,
  mul,
  type Array as NDArray,
  ne,
  neg,
  real,
  rem,
  sub,
} from "@hyrax/core";
import { withDerivative } from "../custom-derivative.js";
import { promoteInexact } from "../promote.js";
import { choose } from "./choose.js";

type Pair = readonly [x: NDArray, y: NDArray];

/** An infinite x less itself is NaN; zero in its place makes the weight of x in the sum 1. */
const finite = (x: NDArray) => choose(eq(x, Number.POSITIVE_INFINITY), 0, x);

const logSum = /* @__PURE__ */ withDerivative<Pair>(
  "logaddexp",
  (x, y) => combine(x, y, Math.PI, (distance) => log1p(exp(neg(distance)))),
  ([x, y], [dx, dy], z) => add(mul(dx, exp(sub(finite(x), finite(z)))), mul(dy, exp(sub(finite(y), finite(z))))),
);

const logSum2 = /* @__PURE__ */ withDerivative<Pair>(
  "logaddexp2",
  (x, y) => combine(x, y, Math.PI / Math.LN2, (distance) => div(log1p(exp2(neg(distance))), Math.LN2)),
  ([x, y], [dx, dy], z) => add(mul(dx, exp2(sub(finite(x), finite(z)))), mul(dy, exp2(sub(finite(y), finite(z))))),
);

/**
 * The greater one, and what the other adds to it at a distance; infinities of one sign have no distance. Of complex numbers the one
 * with the greater real part counts as greater, and the imaginary part of the result lies in (−halfTurn, halfTurn].
 */
function combine(x: NDArray, y: NDArray, halfTurn: number, excess: (distance: NDArray) => NDArray): NDArray {
  if (isComplex(x.dtype)) {
    const first = gt(real(x), real(y));
    const distance = sub(choose(first, x, y), choose(first, y, x));
    const sum = choose(ne(distance, distance), add(x, y), add(choose(first, x, y), excess(distance)));
    return complex(real(sum), wrapped(imag(sum), halfTurn));
  }
  const difference = sub(x, y);
  return choose(ne(difference, difference), add(x, y), add(max(x, y), excess(abs(difference))));
}

/** An angle less whole turns, in (−halfTurn, halfTurn]. */
function wrapped(angle: NDArray, halfTurn: number): NDArray {
  const below = rem(sub(halfTurn, angle), 2 * halfTurn);
  return sub(halfTurn, choose(lt(below, 0), add(below, 2 * halfTurn), below));
}

/** log(exp(x) + exp(y)), without overflow on the way. Integers become floats. */
export function logaddexp(x: ArrayLike, y: ArrayLike): NDArray {
  return logSum(...promoteInexact("logaddexp", x, y));
}

/** log₂(2^x + 2^y), without overflow on the way. Integers become floats. */
export function logaddexp2(x: ArrayLike, y: ArrayLike): NDArray {
  return logSum2(...promoteInexact("logaddexp2", x, y));
}
