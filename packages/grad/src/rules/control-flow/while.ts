import { Jaxpr, type Array as NDArray, type ShapedArray, Var, type WhileParams, whileLoop } from "@hyrax/core";
import { DerivedCache } from "../../interpreters/derived.js";
import { jvpJaxpr } from "../../interpreters/jvp-jaxpr.js";
import { pruned } from "../../interpreters/partial-eval.js";
import { partialEvalJaxpr } from "../../interpreters/partial-eval-jaxpr.js";
import { reorder } from "../../interpreters/reorder.js";
import type { JvpRule, PartialEvalRule } from "../../interpreters/rule-kinds.js";
import { instantiate, isNonzero, tangentAval } from "../../interpreters/tangent.js";
import { count, except, fixpoint, merge, only, range } from "./masks.js";
import { placeTangents } from "./tangents.js";

/** A list of a loop's inputs, divided. */
function divide<T>(
  list: readonly T[],
  { condNumConsts, bodyNumConsts }: WhileParams,
): readonly [condConsts: readonly T[], bodyConsts: readonly T[], carry: readonly T[]] {
  const start = condNumConsts + bodyNumConsts;
  return [list.slice(0, condNumConsts), list.slice(condNumConsts, start), list.slice(start)];
}

const widened = new DerivedCache<Jaxpr>(() => []);
const noRules = {};

/** The same program with more inputs after its own, which it does not read. */
function withUnread(jaxpr: Jaxpr, avals: readonly ShapedArray[]): Jaxpr {
  return widened.get(noRules, jaxpr, avals.map(({ id }) => id).join(), () => {
    const unread = avals.map((aval) => new Var(aval));
    return new Jaxpr([], [...jaxpr.invars, ...unread], jaxpr.eqns, jaxpr.outs);
  });
}

/** A loop that carries tangents beside the values; the condition looks at the values alone. */
export const whileJvp: JvpRule<typeof whileLoop> = (primals, tangents, params, rules) => {
  const { condJaxpr, bodyJaxpr, bodyNumConsts } = params;
  const [, constNonzero, carryStart] = divide(tangents.map(isNonzero), params);
  const [carryNonzero, body] = fixpoint(carryStart, (mask) => {
    const derived = jvpJaxpr(bodyJaxpr, [...constNonzero, ...mask], mask, rules);
    return [derived.outNonzero, derived];
  });
  const [condConsts, bodyConsts, carry] = divide(primals, params);
  const [, dBodyConsts, dCarry] = divide(tangents, params);
  const numClosed = body.consts.length;
  const [tc, tk] = [count(constNonzero), count(carryNonzero)];
  const atTangents = numClosed + bodyNumConsts + carry.length;
  const step = reorder(
    body.jaxpr,
    [
      ...range(0, numClosed + bodyNumConsts),
      ...range(atTangents, tc),
      ...range(numClosed + bodyNumConsts, carry.length),
      ...range(atTangents + tc, tk),
    ],
    range(0, carry.length + tk),
  );
  const ownConsts = [...body.consts, ...bodyConsts, ...dBodyConsts.filter(isNonzero)];
  const carryTangents = only(dCarry, carryNonzero).map(instantiate);
  const carryAvals = carry.map((x) => x.aval);
  const results = whileLoop([...condConsts, ...ownConsts, ...carry, ...carryTangents], {
    ...params,
    condJaxpr: withUnread(condJaxpr, only(carryAvals, carryNonzero).map(tangentAval)),
    bodyJaxpr: step,
    bodyNumConsts: ownConsts.length,
  });
  return [results.slice(0, carry.length), placeTangents(results.slice(carry.length), carryNonzero, carryAvals)];
};

/**
 * The known part of the carry comes from a loop of its own. The number of steps is not known beforehand, so residuals
 * cannot be kept: the loop that is put off computes everything again.
 */
export const whilePartialEval: PartialEvalRule<typeof whileLoop> = (trace, inputs, params, rules) => {
  const { condJaxpr, bodyJaxpr } = params;
  const [condUnknown, constUnknown, carryStart] = divide(
    inputs.map((x) => trace.isUnknown(x)),
    params,
  );
  const [carryUnknown, body] = fixpoint(carryStart, (mask) => {
    const split = partialEvalJaxpr(bodyJaxpr, [...constUnknown, ...mask], mask, rules);
    return [split.outUnknown, split];
  });
  const cond = partialEvalJaxpr(condJaxpr, [...condUnknown, ...carryUnknown], [], rules);
  const unknownOuts = trace.record(whileLoop, inputs, params);
  if (cond.outUnknown[0] || !carryUnknown.includes(false)) return unknownOuts;

  const [condConsts, bodyConsts, carry] = divide(inputs, params);
  const knownCondConsts = [...cond.known.consts, ...except(condConsts, condUnknown)];
  const knownBodyConsts = [...body.known.consts, ...except(bodyConsts, constUnknown)];
  const knownOuts: readonly NDArray[] = whileLoop(
    [...knownCondConsts, ...knownBodyConsts, ...except(carry, carryUnknown)],
    {
      condJaxpr: pruned(cond.known.jaxpr, 1),
      condNumConsts: knownCondConsts.length,
      bodyJaxpr: pruned(body.known.jaxpr, carry.length - count(carryUnknown)),
      bodyNumConsts: knownBodyConsts.length,
    },
  );
  return merge(carryUnknown, only(unknownOuts, carryUnknown), knownOuts);
};
