import {
  type AxesParams,
  bitcastConvertType,
  broadcastInDim,
  complexParts,
  conversion,
  dotGeneral,
  dtypeBytes,
  type Eqn,
  elementwise,
  iota,
  type Primitive,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceOr,
  reduceProd,
  reduceSum,
  reduceXor,
  reshape,
  rev,
  slice,
  squeeze,
  transpose,
} from "@hyrax/core";
import { special } from "@hyrax/core/library";
import type { Reducer } from "./kernel.js";

/** What the planner does with an equation. */
export type EqnClass = "elementwise" | "view" | "index" | "reduce" | "contraction" | "equation";

const elementwisePrimitives: ReadonlySet<Primitive> = new Set<Primitive>([
  ...Object.values(elementwise),
  ...Object.values(special),
  ...Object.values(conversion),
  ...Object.values(complexParts),
]);

const views: ReadonlySet<Primitive> = new Set<Primitive>([broadcastInDim, reshape, transpose, squeeze, slice, rev]);

export const reducers: ReadonlyMap<Primitive, Reducer> = new Map<Primitive, Reducer>([
  [reduceSum, "sum"],
  [reduceProd, "prod"],
  [reduceMax, "max"],
  [reduceMin, "min"],
  [reduceAnd, "and"],
  [reduceOr, "or"],
  [reduceXor, "xor"],
]);

/** The class of an equation; what an engine does not support is left as it is. */
export function classify(
  eqn: Eqn,
  supports: (eqn: Eqn) => boolean,
  isElementwise: (primitive: Primitive) => boolean = () => false,
): EqnClass {
  const declared = elementwisePrimitives.has(eqn.primitive);
  const found = !declared && isElementwise(eqn.primitive) ? "elementwise" : classOf(eqn);
  return found === "view" || found === "equation" || supports(eqn) ? found : "equation";
}

function classOf(eqn: Eqn): EqnClass {
  const { primitive, inputs, outs } = eqn;
  if (elementwisePrimitives.has(primitive)) {
    const [from, to] = [inputs[0]?.aval.dtype, outs[0]?.aval.dtype];
    const changesWidth =
      primitive === bitcastConvertType && from !== undefined && to !== undefined && dtypeBytes(from) !== dtypeBytes(to);
    return changesWidth ? "equation" : "elementwise";
  }
  if (views.has(primitive)) return "view";
  if (primitive === iota) return "index";
  if (reducers.has(primitive)) return reducesNothing(eqn) ? "view" : "reduce";
  return primitive === dotGeneral ? "contraction" : "equation";
}

/** Whether a reduction leaves every element as it is: its axes have one element each. */
function reducesNothing({ params, inputs }: Eqn): boolean {
  return (params as AxesParams).axes.every((axis) => inputs[0]?.aval.shape[axis] === 1);
}

const expensive: ReadonlySet<string> = new Set(
  (
    "exp exp2 expm1 log log1p logistic sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh pow atan2 cbrt erf erfc " +
    "erf_inv lgamma digamma bessel_i0e bessel_i1e igamma igammac igamma_grad_a random_gamma_grad polygamma zeta " +
    "regularized_incomplete_beta"
  ).split(" "),
);

/** Roughly how many simple instructions an elementwise primitive costs. */
export function costOf(primitive: Primitive): number {
  return expensive.has(primitive.name) ? expensiveCost : 1;
}

/** From here on it is cheaper to store a value and load it again than to compute it twice. */
export const expensiveCost = 8;
