import "@hyrax/cpu";
import { elementwise, hostArray, type Array as NDArray } from "@hyrax/core";
import { describe } from "vitest";
import { integers, mapped, scalar, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";

const x = spread([2, 3]);
const y = spread([2, 3], 0.6, 2.4);
const positive = spread([2, 3], 0.3, 2.5);
const inside = spread([2, 3], -0.9, 0.9);
const beyondOne = spread([2, 3], 1.2, 3);
const n = integers([5, 3, 12, 1, 7, 2], [2, 3]);
const m = integers([3, 1, 4, 2, 5, 6], [2, 3]);
const flags = (...values: number[]) => hostArray(Uint8Array.from(values), [values.length], "bool");

const one = (of: NDArray) => [{ inputs: [of] }, { inputs: [spread([], 0.31, 0.37)] }];
/** Arrays of one shape, and scalars beside arrays on either side. */
const two = (a: NDArray, b: NDArray) => [
  { inputs: [a, b] },
  { inputs: [a, scalar(1.3)] },
  { inputs: [scalar(0.7), b] },
];
const bits = [{ inputs: [n, m] }];

describe("derivatives of elementwise operations", () => {
  sweep(elementwise, {
    neg: one(x),
    abs: one(x),
    sign: one(x),
    floor: one(x),
    ceil: one(x),
    round: [
      { inputs: [x], params: { roundingMethod: 0 } },
      { inputs: [x], params: { roundingMethod: 1 } },
    ],
    isFinite: one(x),
    integerPow: [-2, -1, 0, 1, 2, 3, 5].map((exponent) => ({ inputs: [y], params: { y: exponent } })),
    square: one(x),
    sqrt: one(positive),
    rsqrt: one(positive),
    cbrt: one(positive),
    exp: one(x),
    exp2: one(x),
    expm1: one(x),
    log: one(positive),
    log1p: one(positive),
    logistic: one(x),
    sin: one(x),
    cos: one(x),
    tan: one(inside),
    asin: one(inside),
    acos: one(inside),
    atan: one(x),
    sinh: one(x),
    cosh: one(x),
    tanh: one(x),
    asinh: one(x),
    acosh: [{ inputs: [beyondOne] }],
    atanh: one(inside),
    not: [{ inputs: [n] }],
    populationCount: [{ inputs: [n] }],
    clz: [{ inputs: [n] }],
    and: bits,
    or: bits,
    xor: bits,
    shiftLeft: bits,
    shiftRightLogical: bits,
    shiftRightArithmetic: bits,
    add: two(x, y),
    sub: two(x, y),
    mul: two(x, y),
    div: two(x, y),
    rem: two(
      mapped(x, (v) => 3 * v),
      y,
    ),
    max: two(
      x,
      mapped(x, (v, i) => v + [0.4, -0.7, 1.1][i % 3]!),
    ),
    min: two(
      x,
      mapped(x, (v, i) => v + [0.4, -0.7, 1.1][i % 3]!),
    ),
    atan2: two(x, y),
    nextafter: [{ inputs: [x, y], refused: /nextafter is not possible: it is a step to the neighbouring float/ }],
    pow: [...two(positive, x), { inputs: [x, m] }, { inputs: [scalar(1.7), integers([0, 1, 2])] }],
    addAny: [{ inputs: [x, y] }],
    eq: two(x, y),
    ne: two(x, y),
    lt: two(x, y),
    le: two(x, y),
    gt: two(x, y),
    ge: two(x, y),
    selectN: [
      { inputs: [flags(1, 0, 1), spread([3]), spread([3], 2, 3)], fixed: [0] },
      { inputs: [integers([2, 0, 1]), spread([3]), spread([3], 2, 3), spread([3], 3, 4)] },
      { inputs: [integers([1], []), spread([3]), spread([3], 2, 3)] },
    ],
    clamp: [
      { inputs: [scalar(-0.8), x, scalar(0.7)] },
      { inputs: [mapped(x, (v) => v - 0.3), x, mapped(x, (v) => v + 0.3)] },
      { inputs: [mapped(x, (v) => v + 0.3), x, mapped(x, (v) => v + 0.6)] },
      { inputs: [mapped(x, (v) => v - 0.6), x, mapped(x, (v) => v - 0.3)] },
    ],
    // Its derivative is zero, which is not that of the values.
    stopGradient: [{ inputs: [x], refused: /tangent 0 of the jvp/ }],
  });
});
