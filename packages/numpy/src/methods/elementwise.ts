import type { ArrayMethodTable } from "@hyrax/core";
import { pending } from "./pending.js";

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
  add: pending("add"),
  sub: pending("sub"),
  mul: pending("mul"),
  div: pending("div"),
  floorDivide: pending("floorDivide"),
  mod: pending("mod"),
  pow: pending("pow"),
  neg: pending("neg"),
  abs: pending("abs"),
  equal: pending("equal"),
  notEqual: pending("notEqual"),
  less: pending("less"),
  lessEqual: pending("lessEqual"),
  greater: pending("greater"),
  greaterEqual: pending("greaterEqual"),
  round: pending("round"),
  clip: pending("clip"),
  conj: pending("conj"),
  real: pending("real"),
  imag: pending("imag"),
};
