import {
  appliesPrimitive,
  checkpoint,
  checkpointName,
  evalJaxpr,
  type Jaxpr,
  MissingRuleError,
  type Array as NDArray,
  rematerialization,
  stage,
  unsupported,
  Zero,
} from "@hyrax/core";
import { ioCallback } from "@hyrax/core/library";
import { DerivedCache, hoisted, maskKey } from "../interpreters/derived.js";
import { jvpJaxpr } from "../interpreters/jvp-jaxpr.js";
import { partialEvalJaxpr } from "../interpreters/partial-eval-jaxpr.js";
import { type DerivativeRules, LinearInput } from "../interpreters/rule-kinds.js";
import { isNonzero } from "../interpreters/tangent.js";
import { backwardPass } from "../interpreters/transpose.js";
import type { TransposedJaxpr } from "../interpreters/transpose-jaxpr.js";
import { count, merge, only } from "./control-flow/masks.js";
import { areLinear, placeCotangents, placeTangents, valuesOf, withTangents } from "./control-flow/tangents.js";
import { jvpFamily, partialEvalFamily, transposeFamily } from "./derivatives.js";
import { divideForRecomputation } from "./rematerialization/recompute.js";

const cache = new DerivedCache<TransposedJaxpr>((made) => made.consts);

/** `[...consts, ...values, ...nonzero cts] → [...nonzero cts]`: computes again what the way back needs, and goes it. */
function transposeRecomputing(
  jaxpr: Jaxpr,
  linear: readonly boolean[],
  ctNonzero: readonly boolean[],
  rules: DerivativeRules,
): TransposedJaxpr {
  return cache.get(rules, jaxpr, `${maskKey(linear)}<${maskKey(ctNonzero)}`, () => {
    const { inAvals, outAvals } = jaxpr;
    const allOuts = outAvals.map(() => true);
    const split = partialEvalJaxpr(jaxpr, linear, allOuts, rules);
    const valueAvals = inAvals.filter((_, i) => !linear[i]);
    let nonzero: readonly boolean[] = [];
    const staged = stage(
      (inputs) => {
        const known = [...split.known.consts, ...inputs.slice(0, valueAvals.length)];
        const residuals = split.residualValues(known, evalJaxpr(split.known.jaxpr, [], known));
        const args = [...residuals, ...only(inAvals, linear).map((aval) => new LinearInput(aval))];
        const cts = placeTangents(inputs.slice(valueAvals.length), ctNonzero, outAvals);
        const found = backwardPass(split.unknown, [], args, cts, rules).filter((ct) => ct !== null);
        nonzero = found.map(isNonzero);
        return found.filter(isNonzero);
      },
      [...valueAvals, ...only(outAvals, ctNonzero)],
    );
    return { ...hoisted(staged), nonzero };
  });
}

export const rematerializationJvp = jvpFamily(rematerialization, {
  // The tangent has the same name, so that a policy treats it alike.
  checkpointName: ([x], [dx], params) => [
    checkpointName(x, params),
    dx instanceof Zero ? dx : checkpointName(dx, params),
  ],
  checkpoint: (primals, tangents, params, rules) => {
    const { jaxpr, consts, outNonzero } = jvpJaxpr(params.jaxpr, tangents.map(isNonzero), [], rules);
    const results = checkpoint([...consts, ...primals, ...tangents.filter(isNonzero)], { ...params, jaxpr });
    return withTangents(results, outNonzero);
  },
});

export const rematerializationPartialEval = partialEvalFamily(rematerialization, {
  checkpointName: unsupported("it is recorded whole"),
  // The first run keeps nothing but what the policy says; the inputs are the residuals.
  checkpoint: (trace, inputs, params, rules) => {
    if (appliesPrimitive(params.jaxpr, ioCallback)) {
      throw new MissingRuleError(
        "the derivative of checkpoint is not possible where the function has an ioCallback, which would be called again " +
          "on the way back; move the call out of the checkpointed function, or use pureCallback",
      );
    }
    const unknown = inputs.map((x) => trace.isUnknown(x));
    const { first, later, outUnknown, reads } = divideForRecomputation(params.jaxpr, unknown, params.policy, rules);
    const results = evalJaxpr(first.jaxpr, [], [...first.consts, ...inputs.filter((_, i) => !unknown[i])]);
    const saved = results.slice(outUnknown.length - count(outUnknown));
    const laterInputs = only([...inputs, ...saved], reads);
    const unknownOuts = trace.record(checkpoint, laterInputs, { ...params, jaxpr: later, differentiated: true });
    return merge(outUnknown, unknownOuts, results);
  },
});

export const rematerializationTranspose = transposeFamily(rematerialization, {
  checkpointName: (ct): readonly [NDArray] => [ct],
  checkpoint: (cts, inputs, params, rules) => {
    const { jaxpr, consts, nonzero } = transposeRecomputing(params.jaxpr, areLinear(inputs), cts.map(isNonzero), rules);
    const args = [...consts, ...valuesOf(inputs), ...cts.filter(isNonzero)];
    return placeCotangents(checkpoint(args, { ...params, jaxpr, differentiated: true }), nonzero, inputs);
  },
});
