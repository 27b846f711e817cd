import {
  type ArrayLike,
  abs,
  add,
  div,
  eq,
  exp,
  exp2,
  log1p,
  max,
  mul,
  type Array as NDArray,
  ne,
  neg,
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
  (x, y) => combine(x, y, (distance) => log1p(exp(neg(distance)))),
  ([x, y], [dx, dy], z) => add(mul(dx, exp(sub(finite(x), finite(z)))), mul(dy, exp(sub(finite(y), finite(z))))),
);

const logSum2 = /* @__PURE__ */ withDerivative<Pair>(
  "logaddexp2",
  (x, y) => combine(x, y, (distance) => div(log1p(exp2(neg(distance))), Math.LN2)),
  ([x, y], [dx, dy], z) => add(mul(dx, exp2(sub(finite(x), finite(z)))), mul(dy, exp2(sub(finite(y), finite(z))))),
);

/** The greater one, and what the other adds to it at a distance; infinities of one sign have no distance. */
function combine(x: NDArray, y: NDArray, excess: (distance: NDArray) => NDArray): NDArray {
  const difference = sub(x, y);
  return choose(ne(difference, difference), add(x, y), add(max(x, y), excess(abs(difference))));
}

/** log(exp(x) + exp(y)), without overflow on the way. Integers become floats. */
export function logaddexp(x: ArrayLike, y: ArrayLike): NDArray {
  return logSum(...promoteInexact("logaddexp", x, y));
}

/** log₂(2^x + 2^y), without overflow on the way. Integers become floats. */
export function logaddexp2(x: ArrayLike, y: ArrayLike): NDArray {
  return logSum2(...promoteInexact("logaddexp2", x, y));
}
