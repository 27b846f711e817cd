import { special } from "@hyrax/core/library";
import type { LaneDType } from "../emit/vector-types.js";
import type { F32Function } from "../math/index.js";
import { elementFamily } from "./element-rule.js";
import { elementary } from "./real-code.js";
import { scalarFunction } from "./scalar-code.js";

type Inputs = readonly [LaneDType, ...LaneDType[]];

const vector =
  (name: F32Function) =>
  ([x]: Inputs) =>
    elementary(name, x);

/** Through float64, one element after the other: there are loops that end where their element has converged. */
const scalar = (name: string) => (inputs: Inputs) => scalarFunction(name, inputs, inputs[0]);

export const specialElements = elementFamily(special, {
  erf: vector("erf"),
  erfc: vector("erfc"),
  erfInv: vector("erfInv"),
  lgamma: scalar("lgamma"),
  digamma: scalar("digamma"),
  besselI0e: scalar("besselI0e"),
  besselI1e: scalar("besselI1e"),
  igamma: scalar("igamma"),
  igammac: scalar("igammac"),
  igammaGradA: scalar("igammaGradA"),
  randomGammaGrad: scalar("randomGammaGrad"),
  polygamma: scalar("polygamma"),
  zeta: scalar("zeta"),
  regularizedIncompleteBeta: scalar("regularizedIncompleteBeta"),
});
