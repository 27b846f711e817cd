import type { elementwise } from "@hyrax/core";
import { between, bools, complexes, type Draw, integers, positive, reals, words } from "../draw.js";
import type { Samples } from "../sample.js";

type Kind = (...shape: number[]) => Draw;

const params = {};

/** An array, a scalar, and an array without elements. */
const unary = (kind: Kind) => [kind(2, 3), kind(), kind(0, 2)].map((x) => ({ inputs: [x] as const, params }));

/** Arrays and scalars on either side. */
const binary = (left: Kind, right: Kind = left) =>
  [
    [left(2, 3), right(2, 3)] as const,
    [left(2, 3), right()] as const,
    [left(), right(2, 3)] as const,
    [left(), right()] as const,
  ].map((inputs) => ({ inputs, params }));

const unit = between(-0.9, 0.9);
const small = integers(-3, 3);
const shifts = integers(0, 31, "uint32");
const numbered = integers(0, 2);

export const elementwiseSamples: Samples<typeof elementwise> = {
  neg: [...unary(reals), ...unary(small), ...unary(complexes)],
  abs: [...unary(reals), ...unary(complexes)],
  sign: unary(reals),
  floor: unary(reals),
  ceil: unary(reals),
  round: [
    { inputs: [reals(2, 3)], params: { roundingMethod: 0 } },
    { inputs: [reals(3)], params: { roundingMethod: 1 } },
  ],
  isFinite: unary(reals),
  integerPow: [
    { inputs: [reals(2, 3)], params: { y: 3 } },
    { inputs: [reals()], params: { y: -2 } },
    { inputs: [small(4)], params: { y: 2 } },
  ],
  square: unary(reals),
  sqrt: unary(positive),
  rsqrt: unary(positive),
  cbrt: unary(reals),
  exp: [...unary(reals), ...unary(complexes)],
  exp2: unary(reals),
  expm1: unary(reals),
  log: unary(positive),
  log1p: unary(positive),
  logistic: unary(reals),
  sin: unary(reals),
  cos: unary(reals),
  tan: unary(unit),
  asin: unary(unit),
  acos: unary(unit),
  atan: unary(reals),
  sinh: unary(reals),
  cosh: unary(reals),
  tanh: unary(reals),
  asinh: unary(reals),
  acosh: unary(between(1.1, 3)),
  atanh: unary(unit),
  not: [...unary(bools), ...unary(small)],
  populationCount: unary(words),
  clz: unary(words),
  and: [...binary(bools), ...binary(small)],
  or: binary(words),
  xor: binary(words),
  shiftLeft: binary(words, shifts),
  shiftRightLogical: binary(words, shifts),
  shiftRightArithmetic: binary(small, integers(0, 4)),
  add: [...binary(reals), ...binary(small), ...binary(complexes)],
  sub: binary(reals),
  mul: [...binary(reals), ...binary(complexes)],
  div: binary(reals),
  rem: binary(reals),
  max: binary(reals),
  min: binary(small),
  atan2: binary(reals),
  nextafter: binary(reals),
  pow: [...binary(positive, reals), ...binary(reals, small)],
  addAny: binary(reals),
  eq: [...binary(small), ...binary(complexes)],
  ne: binary(small),
  lt: binary(reals),
  le: binary(small),
  gt: binary(reals),
  ge: binary(small),
  selectN: [
    { inputs: [bools(2, 3), reals(2, 3), reals(2, 3)], params },
    { inputs: [bools(), reals(2, 3), reals(2, 3)], params },
    { inputs: [bools(), reals(), reals()], params },
    { inputs: [bools(), reals(3), reals()], params },
    { inputs: [numbered(3), small(3), small(3), small(3)], params },
    { inputs: [numbered(), reals(3), reals(3), reals(3)], params },
    { inputs: [bools(2), reals(2)], params },
    { inputs: [bools(3), complexes(3), complexes(3)], params },
  ],
  clamp: [
    { inputs: [between(-1, 0)(2, 3), reals(2, 3), between(0, 1)(2, 3)], params },
    { inputs: [between(-1, 0)(), reals(2, 3), between(0, 1)()], params },
    { inputs: [between(-1, 0)(), reals(2), between(0, 1)(2)], params },
    { inputs: [integers(-2, 0)(), integers(-5, 5)(), integers(0, 2)()], params },
  ],
  stopGradient: unary(reals),
};
