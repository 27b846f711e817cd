import "@hyrax/cpu";
import {
  abs,
  asin,
  atan2,
  cbrt,
  clamp,
  elementwise,
  floor,
  gt,
  hostArray,
  integerPow,
  log,
  max,
  min,
  mul,
  type Array as NDArray,
  pow,
  rem,
  round,
  scalarArray,
  selectN,
  sign,
  sqrt,
  stopGradient,
} from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { complexArray, complexSpread, integers, mapped, scalar, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";
import { grad } from "../index.js";

const x = spread([2, 3]);
const y = spread([2, 3], 0.6, 2.4);
const positive = spread([2, 3], 0.3, 2.5);
const inside = spread([2, 3], -0.9, 0.9);
const beyondOne = spread([2, 3], 1.2, 3);
const z = complexSpread([2, 3]);
const right = complexSpread([2, 3], [0.3, 2.1, -1.2, 1.4]);
const w = complexSpread([2, 3], [0.4, 1.9, -1.3, 0.7]);
const c = complexArray([0.7, -1.2], []);
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
const twoComplex = (a: NDArray, b: NDArray) => [{ inputs: [a, b] }, { inputs: [a, c] }, { inputs: [c, b] }];
const bits = [{ inputs: [n, m] }];

describe("derivatives of elementwise operations", () => {
  sweep(elementwise, {
    neg: [...one(x), ...one(z)],
    abs: [...one(x), ...one(z)],
    // Of complex numbers z/|z| turns with z, but its derivative is zero in JAX.
    sign: [...one(x), { inputs: [z], refused: /tangent 0 of the jvp/ }],
    floor: one(x),
    ceil: one(x),
    round: [
      { inputs: [x], params: { roundingMethod: 0 } },
      { inputs: [x], params: { roundingMethod: 1 } },
    ],
    isFinite: one(x),
    integerPow: [-2, -1, 0, 1, 2, 3, 5].flatMap((exponent) =>
      [y, z].map((base) => ({ inputs: [base], params: { y: exponent } })),
    ),
    square: [...one(x), ...one(z)],
    sqrt: [...one(positive), ...one(right)],
    rsqrt: [...one(positive), ...one(right)],
    cbrt: one(positive),
    exp: [...one(x), ...one(z)],
    exp2: [...one(x), ...one(z)],
    expm1: [...one(x), ...one(z)],
    log: [...one(positive), ...one(right)],
    log1p: [...one(positive), ...one(right)],
    logistic: [...one(x), ...one(z)],
    sin: [...one(x), ...one(z)],
    cos: [...one(x), ...one(z)],
    tan: [...one(inside), ...one(z)],
    asin: [...one(inside), ...one(z)],
    acos: [...one(inside), ...one(z)],
    atan: [...one(x), ...one(z)],
    sinh: [...one(x), ...one(z)],
    cosh: [...one(x), ...one(z)],
    tanh: [...one(x), ...one(z)],
    asinh: [...one(x), ...one(z)],
    acosh: [{ inputs: [beyondOne] }, { inputs: [right] }],
    atanh: [...one(inside), ...one(z)],
    not: [{ inputs: [n] }],
    populationCount: [{ inputs: [n] }],
    clz: [{ inputs: [n] }],
    and: bits,
    or: bits,
    xor: bits,
    shiftLeft: bits,
    shiftRightLogical: bits,
    shiftRightArithmetic: bits,
    add: [...two(x, y), ...twoComplex(z, w)],
    sub: [...two(x, y), ...twoComplex(z, w)],
    mul: [...two(x, y), ...twoComplex(z, w)],
    div: [...two(x, y), ...twoComplex(z, w)],
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
    pow: [
      ...two(positive, x),
      ...twoComplex(right, z),
      { inputs: [z, m] },
      { inputs: [x, m] },
      { inputs: [scalar(1.7), integers([0, 1, 2])] },
    ],
    addAny: [{ inputs: [x, y] }, { inputs: [z, w] }],
    eq: [...two(x, y), ...twoComplex(z, w)],
    ne: [...two(x, y), ...twoComplex(z, w)],
    lt: two(x, y),
    le: two(x, y),
    gt: two(x, y),
    ge: two(x, y),
    selectN: [
      { inputs: [flags(1, 0, 1), spread([3]), spread([3], 2, 3)], fixed: [0] },
      { inputs: [integers([2, 0, 1]), spread([3]), spread([3], 2, 3), spread([3], 3, 4)] },
      { inputs: [integers([1], []), spread([3]), spread([3], 2, 3)] },
      { inputs: [flags(1, 0, 1), complexSpread([3]), complexSpread([3], [2, 3, 0, 1])], fixed: [0] },
    ],
    clamp: [
      { inputs: [scalar(-0.8), x, scalar(0.7)] },
      { inputs: [mapped(x, (v) => v - 0.3), x, mapped(x, (v) => v + 0.3)] },
      { inputs: [mapped(x, (v) => v + 0.3), x, mapped(x, (v) => v + 0.6)] },
      { inputs: [mapped(x, (v) => v - 0.6), x, mapped(x, (v) => v - 0.3)] },
    ],
    // Its derivative is zero, which is not that of the values.
    stopGradient: [{ inputs: [x], refused: /tangent 0 of the jvp/, transposable: false }],
  });
});

const f32 = (value: number) => scalarArray(value, "float32");
const at = (f: (x: NDArray) => NDArray, x: number) => grad(f)(x).item();

// The values are those of JAX 0.10.2.
describe("where an operation is not smooth, its gradient is JAX's", () => {
  test("|x| at 0 is differentiated from the right", () => {
    expect([at(abs, 0), at(abs, -0), at(abs, -1)]).toEqual([1, 1, -1]);
  });

  test("maximum and minimum divide ties in halves", () => {
    expect([at((x) => max(x, 2), 2), at((x) => min(x, 2), 2), at((x) => max(x, 0), 0)]).toEqual([0.5, 0.5, 0.5]);
    expect(at((x) => max(x, x), 3)).toBe(1);
  });

  test("clamp is constant at its bounds", () => {
    const clamped = (x: NDArray) => clamp(f32(0), x, f32(1));
    expect([at(clamped, 0), at(clamped, 0.5), at(clamped, 1)]).toEqual([0, 1, 0]);
  });

  test("steps are constant, also where they jump", () => {
    expect([at(sign, 0), at(floor, 1), at((x) => round(x, { roundingMethod: 1 }), 1.5)]).toEqual([0, 0, 0]);
  });

  test("roots and logarithms have infinite slopes at 0, and no slope at all beyond", () => {
    expect([at(sqrt, 0), at(log, 0), at(asin, 1), at(cbrt, 0)]).toEqual([Infinity, Infinity, Infinity, Infinity]);
    expect([at(sqrt, -1), at((x) => mul(sqrt(x), 0), 0)]).toEqual([Number.NaN, Number.NaN]);
  });

  test("integer powers are exact at 0", () => {
    const powers = [0, 1, 2, 3].map((y) => at((x) => integerPow(x, { y }), 0));
    expect(powers).toEqual([0, 1, 0, 0]);
    expect(at((x) => integerPow(x, { y: -1 }), 2)).toBe(-0.25);
  });

  test("powers at 0 and of negative bases", () => {
    const byBase = (n: number, x: number) => at((x) => pow(x, f32(n)), x);
    const byExponent = (x: number, n: number) => at((n) => pow(f32(x), n), n);
    expect([byBase(2, 0), byBase(0, 0), byBase(2, -1)]).toEqual([0, Number.NaN, -2]);
    expect([byExponent(0, 2), byExponent(-1, 2), byExponent(0, 0)]).toEqual([0, Number.NaN, 0]);
    const integer = (n: number, x: number) => at((x) => pow(x, scalarArray(n, "int32")), x);
    expect([integer(2, 0), integer(0, 0), integer(1, 0)]).toEqual([0, 0, 1]);
  });

  test("the remainder keeps the slope of its first input, and has jumps in the second", () => {
    expect([at((x) => rem(x, 3), 7), at((y) => rem(7, y), 3), at((y) => rem(-7, y), 3)]).toEqual([1, -2, 2]);
  });

  test("atan2 has no gradient at the origin", () => {
    expect(grad(atan2, { argnums: [0, 1] })(0, 0).map((x) => x.item())).toEqual([Number.NaN, Number.NaN]);
  });

  test("a select passes the gradient to what was chosen, and an infinite slope of the rest as NaN", () => {
    const whole = (x: NDArray) => selectN([gt(x, 0), f32(0), sqrt(x)]);
    const safe = (x: NDArray) => selectN([gt(x, 0), f32(0), sqrt(selectN([gt(x, 0), f32(1), x]))]);
    expect([at(whole, 0), at(safe, 0), at(safe, 4)]).toEqual([Number.NaN, 0, 0.25]);
  });

  test("stopGradient stops derivatives and nothing else", () => {
    expect(at((x) => mul(stopGradient(x), x), 3)).toBe(3);
  });
});
