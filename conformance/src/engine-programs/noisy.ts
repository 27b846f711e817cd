import * as core from "@hyrax/core";
import { Jaxpr, type Array as NDArray, type Primitive } from "@hyrax/core";
import * as library from "@hyrax/core/library";
import { noise } from "./noise.js";
import type { Perturb } from "./perturbations/applied.js";
import { angles, approximations, complexOnly, elementary, powers } from "./perturbations/elementwise.js";
import { comparisons, factors, products } from "./perturbations/products.js";
import { chosenSums, convolutions, logSums, sums, transforms } from "./perturbations/sums.js";

const { linearAlgebra, special } = library;
const perturbations = new Map<Primitive, Perturb>([
  ...[core.mul, core.div, core.square, core.sqrt, core.sign].map((p) => [p, complexOnly] as const),
  ...[core.rsqrt, core.cbrt, core.exp, core.exp2, core.expm1, core.log, core.log1p, core.logistic].map(
    (p) => [p, elementary] as const,
  ),
  ...[core.sin, core.cos, core.tan, core.asin, core.acos, core.atan, core.sinh, core.cosh, core.tanh].map(
    (p) => [p, elementary] as const,
  ),
  ...[core.asinh, core.acosh, core.atanh, core.pow].map((p) => [p, elementary] as const),
  [core.integerPow, powers],
  [core.atan2, angles],
  [core.abs, ({ outs, inputs }) => (core.isComplex(inputs[0]!.dtype) ? [noise(outs[0]!, { ulps: 4 })] : outs)],
  ...Object.values(special).map((p) => [p, approximations] as const),
  ...[special.erf, special.erfc, special.erfInv].map((p) => [p, elementary] as const),
  ...[core.reduceSum, core.dotGeneral, core.cumsum, library.reduceWindowSum].map((p) => [p, sums] as const),
  ...[core.reduceMax, core.reduceMin, core.cummax, core.cummin].map((p) => [p, comparisons] as const),
  [core.scatterAdd, sums],
  [library.convGeneralDilated, convolutions],
  [library.selectAndScatterAdd, chosenSums],
  ...[core.reduceProd, core.cumprod, core.scatterMul].map((p) => [p, products] as const),
  [core.cumlogsumexp, logSums],
  [library.fft, transforms],
  ...Object.values(linearAlgebra).map((p) => [p, factors] as const),
]);

/** The program with random rounding errors after each operation that rounds, in loops too. */
export function noisy(jaxpr: Jaxpr): Jaxpr {
  return core.stage((inputs) => evaluate(jaxpr, inputs), jaxpr.inAvals).jaxpr;
}

function evaluate(jaxpr: Jaxpr, inputs: readonly NDArray[]): readonly NDArray[] {
  const values = new Map<core.Atom, NDArray>(jaxpr.invars.map((v, i) => [v, inputs[i]!]));
  const read = (atom: core.Atom) => (atom instanceof core.Literal ? core.literalArray(atom) : values.get(atom)!);
  for (const eqn of jaxpr.eqns) {
    const operands = eqn.inputs.map(read);
    const outs = core.bind(eqn.primitive, operands, withNoise(eqn.params));
    const perturb = perturbations.get(eqn.primitive);
    const results = perturb === undefined ? outs : perturb({ outs, inputs: operands, eqn });
    eqn.outs.forEach((v, i) => values.set(v, results[i]!));
  }
  return jaxpr.outs.map(read);
}

/** Params with the programs among them perturbed. */
function withNoise(params: object): object {
  const replace = (value: unknown): unknown => {
    if (value instanceof Jaxpr) return noisy(value);
    return Array.isArray(value) && value[0] instanceof Jaxpr ? value.map(replace) : value;
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, replace(value)]));
}
