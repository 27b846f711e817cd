import {
  type ArrayLike,
  abs,
  div,
  eq,
  hoistConsts,
  isInteger,
  type Jaxpr,
  mul,
  type Array as NDArray,
  ne,
  reduceOr,
  rem,
  type ShapedArray,
  scalarArray,
  stage,
  whileLoop,
} from "@hyrax/core";
import { promoteArgs } from "../promote.js";
import { broadcastArrays } from "../shape.js";
import { choose } from "./choose.js";

/** The greatest common divisor of |x| and |y|; that of 0 and 0 is 0. Takes integers. */
export function gcd(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = integers("gcd", x, y);
  return divisor(a, b);
}

/** The least common multiple of |x| and |y|; 0 if one is 0. Takes integers. */
export function lcm(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = integers("lcm", x, y);
  const common = divisor(a, b);
  return choose(eq(common, 0), 0, mul(a, div(b, choose(eq(common, 0), 1, common))));
}

/** The absolute values, in one shape. */
function integers(name: string, x: ArrayLike, y: ArrayLike): [NDArray, NDArray] {
  const [a, b] = promoteArgs(name, whole(x), whole(y));
  if (!isInteger(a.dtype)) throw new TypeError(`${name}: takes integers, found ${a.dtype}; convert with astype`);
  return broadcastArrays(...[a, b].map((z) => (z.dtype.startsWith("u") ? z : abs(z)))) as [NDArray, NDArray];
}

function whole(x: ArrayLike): ArrayLike {
  return typeof x === "number" && Number.isInteger(x) ? scalarArray(x, "int32", true) : x;
}

/** Euclid's algorithm on all elements at once, until every remainder is zero. */
function divisor(x: NDArray, y: NDArray): NDArray {
  const { condJaxpr, bodyJaxpr } = loopOf(x.aval, y.aval);
  const [found] = whileLoop([x, y], { condJaxpr, condNumConsts: 0, bodyJaxpr, bodyNumConsts: 0 });
  return found as NDArray;
}

function loopOf(x: ShapedArray, y: ShapedArray): { condJaxpr: Jaxpr; bodyJaxpr: Jaxpr } {
  const unfinished = ([, b]: readonly NDArray[]) => [
    reduceOr(ne(b as NDArray, 0), { axes: x.shape.map((_, axis) => axis) }),
  ];
  const step = ([a, b]: readonly NDArray[]) => {
    const done = eq(b as NDArray, 0);
    const next = rem(a as NDArray, choose(done, 1, b as NDArray));
    return [choose(done, a as NDArray, b as NDArray), choose(done, 0, next)];
  };
  return {
    condJaxpr: hoistConsts(stage(unfinished, [x, y]).jaxpr),
    bodyJaxpr: hoistConsts(stage(step, [x, y]).jaxpr),
  };
}
