import { mapping, type Array as NDArray, type PmapParams, pmap, reduceSum, withNamedAxis } from "@hyrax/core";
import { jvpJaxpr } from "../interpreters/jvp-jaxpr.js";
import { partialEvalJaxpr } from "../interpreters/partial-eval-jaxpr.js";
import { isNonzero } from "../interpreters/tangent.js";
import { transposeJaxpr } from "../interpreters/transpose-jaxpr.js";
import { except, merge, only } from "./control-flow/masks.js";
import { areLinear, placeCotangents, valuesOf, withTangents } from "./control-flow/tangents.js";
import { jvpFamily, partialEvalFamily, transposeFamily } from "./derivatives.js";

/** Derives a member's program where collectives over its axis have a meaning. */
function asMember<T>({ axisName, axisSize }: PmapParams, derive: () => T): T {
  return withNamedAxis(axisName, axisSize, derive);
}

const whole = (list: readonly unknown[]) => list.map(() => false);
const divided = (list: readonly unknown[]) => list.map(() => true);

export const mappingJvp = jvpFamily(mapping, {
  // A tangent is divided among the members as its value is.
  pmap: (primals, tangents, params, rules) => {
    const nonzero = tangents.map(isNonzero);
    const { jaxpr, consts, outNonzero } = asMember(params, () => jvpJaxpr(params.jaxpr, nonzero, [], rules));
    const mapped = [...whole(consts), ...params.mapped, ...only(params.mapped, nonzero)];
    const results = pmap([...consts, ...primals, ...tangents.filter(isNonzero)], { ...params, jaxpr, mapped });
    return withTangents(results, outNonzero);
  },
});

export const mappingPartialEval = partialEvalFamily(mapping, {
  pmap: (trace, inputs, params, rules) => {
    const unknown = inputs.map((x) => trace.isUnknown(x));
    const split = asMember(params, () => partialEvalJaxpr(params.jaxpr, unknown, [], rules));
    const knownInputs = [...split.known.consts, ...except(inputs, unknown)];
    const knownMapped = [...whole(split.known.consts), ...except(params.mapped, unknown)];
    const known = { ...params, jaxpr: split.known.jaxpr, mapped: knownMapped };
    const knownOuts: readonly NDArray[] = known.jaxpr.outs.length === 0 ? [] : pmap(knownInputs, known);
    const residuals = split.residualValues(knownInputs, knownOuts);
    const residualMapped = split.residuals.map(({ from, index }) => from === "out" || knownMapped[index] === true);
    const unknownOuts = trace.record(pmap, [...residuals, ...only(inputs, unknown)], {
      ...params,
      jaxpr: split.unknown,
      mapped: [...residualMapped, ...only(params.mapped, unknown)],
    });
    return merge(split.outUnknown, unknownOuts, knownOuts);
  },
});

export const mappingTranspose = transposeFamily(mapping, {
  // Every member has a cotangent for an input that all of them got whole: they are summed.
  pmap: (cts, inputs, params, rules) => {
    const linear = areLinear(inputs);
    const ctNonzero = cts.map(isNonzero);
    const transposed = asMember(params, () => transposeJaxpr(params.jaxpr, linear, ctNonzero, [], rules));
    const present = cts.filter(isNonzero);
    const results = pmap([...transposed.consts, ...valuesOf(inputs), ...present], {
      ...params,
      jaxpr: transposed.jaxpr,
      mapped: [...whole(transposed.consts), ...except(params.mapped, linear), ...divided(present)],
    });
    const linearMapped = only(only(params.mapped, linear), transposed.nonzero);
    const summed = results.map((ct, i) => (linearMapped[i] ? ct : reduceSum(ct, { axes: [0] })));
    return placeCotangents(summed, transposed.nonzero, inputs);
  },
});
