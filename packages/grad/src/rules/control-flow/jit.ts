import { evalJaxpr, type Jaxpr, type JitParams, jit, type Array as NDArray } from "@hyrax/core";
import { jvpJaxpr } from "../../interpreters/jvp-jaxpr.js";
import { partialEvalJaxpr } from "../../interpreters/partial-eval-jaxpr.js";
import type { JvpRule, PartialEvalRule, TransposeRule } from "../../interpreters/rule-kinds.js";
import { isNonzero } from "../../interpreters/tangent.js";
import { transposeJaxpr } from "../../interpreters/transpose-jaxpr.js";
import { except, merge, only } from "./masks.js";
import { areLinear, placeCotangents, valuesOf, withTangents } from "./tangents.js";

/** The same call of a derived jaxpr. Its inputs are not donated, since a derivative may need them once more. */
function call(inputs: readonly NDArray[], jaxpr: Jaxpr, { name, inline }: JitParams): readonly NDArray[] {
  if (jaxpr.eqns.length === 0) return evalJaxpr(jaxpr, [], inputs);
  return jit(inputs, { jaxpr, name, ...(inline !== undefined && { inline }) });
}

export const jitJvp: JvpRule<typeof jit> = (primals, tangents, params, rules) => {
  const { jaxpr, consts, outNonzero } = jvpJaxpr(params.jaxpr, tangents.map(isNonzero), [], rules);
  return withTangents(call([...consts, ...primals, ...tangents.filter(isNonzero)], jaxpr, params), outNonzero);
};

export const jitPartialEval: PartialEvalRule<typeof jit> = (trace, inputs, params, rules) => {
  const unknown = inputs.map((x) => trace.isUnknown(x));
  const split = partialEvalJaxpr(params.jaxpr, unknown, [], rules);
  const knownInputs = [...split.known.consts, ...except(inputs, unknown)];
  const knownOuts = call(knownInputs, split.known.jaxpr, params);
  const residuals = split.residualValues(knownInputs, knownOuts);
  const { donated: _, ...rest } = params;
  const unknownOuts = trace.record(jit, [...residuals, ...only(inputs, unknown)], { ...rest, jaxpr: split.unknown });
  return merge(split.outUnknown, unknownOuts, knownOuts);
};

export const jitTranspose: TransposeRule<typeof jit> = (cts, inputs, params, rules) => {
  const transposed = transposeJaxpr(params.jaxpr, areLinear(inputs), cts.map(isNonzero), [], rules);
  const args = [...transposed.consts, ...valuesOf(inputs), ...cts.filter(isNonzero)];
  return placeCotangents(call(args, transposed.jaxpr, params), transposed.nonzero, inputs);
};
