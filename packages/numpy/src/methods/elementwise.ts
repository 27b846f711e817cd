import type { ArrayMethodTable } from "@hyrax/core";
import { abs, add, divide, multiply, negative, subtract } from "../elementwise/arithmetic.js";
import { equal, greater, greaterEqual, less, lessEqual, notEqual } from "../elementwise/comparison.js";
import { conj, imag, real } from "../elementwise/complex.js";
import { floorDivide, mod } from "../elementwise/division.js";
import { clip } from "../elementwise/extremes.js";
import { power } from "../elementwise/power.js";
import { round } from "../elementwise/rounding.js";

type Names =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "floorDivide"
  | "mod"
  | "pow"
  | "neg"
  | "abs"
  | "equal"
  | "notEqual"
  | "less"
  | "lessEqual"
  | "greater"
  | "greaterEqual"
  | "round"
  | "clip"
  | "conj"
  | "real"
  | "imag";

export const elementwiseMethods: Pick<ArrayMethodTable, Names> = {
  add,
  sub: subtract,
  mul: multiply,
  div: divide,
  floorDivide,
  mod,
  pow: power,
  neg: negative,
  abs,
  equal,
  notEqual,
  less,
  lessEqual,
  greater,
  greaterEqual,
  round: (x, decimals = 0) => round(x, { decimals }),
  clip: (x, min, max) => clip(x, min, max),
  conj,
  real,
  imag,
};
