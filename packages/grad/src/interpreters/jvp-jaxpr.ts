import { currentTrace, evalJaxpr, type Jaxpr, runTrace, stage, Zero } from "@hyrax/core";
import { DerivedCache, type DerivedJaxpr, hoisted, maskKey } from "./derived.js";
import { JvpTrace } from "./jvp.js";
import type { DerivativeRules } from "./rule-kinds.js";
import { instantiate, isNonzero, tangentAval } from "./tangent.js";

/** `[...consts, ...primals, ...nonzero tangents] → [...outs, ...nonzero tangents of outs]`. */
export interface JvpJaxpr extends DerivedJaxpr {
  /** Which outs have a tangent. */
  readonly outNonzero: readonly boolean[];
}

const cache = new DerivedCache<JvpJaxpr>((made) => made.consts);

/**
 * The forward derivative of a jaxpr.
 *
 * @param nonzero which inputs have a tangent
 * @param wanted which outs must have one, zero or not
 */
export function jvpJaxpr(
  jaxpr: Jaxpr,
  nonzero: readonly boolean[],
  wanted: readonly boolean[],
  rules: DerivativeRules,
): JvpJaxpr {
  return cache.get(rules, jaxpr, `${maskKey(nonzero)}>${maskKey(wanted)}`, () => {
    let outNonzero: readonly boolean[] = [];
    const avals = jaxpr.inAvals;
    const tangentAvals = avals.filter((_, i) => nonzero[i]).map(tangentAval);
    const staged = stage(
      (inputs) =>
        runTrace(new JvpTrace(currentTrace(), rules), (trace) => {
          let next = avals.length;
          const lifted = avals.map((aval, i) => {
            const x = inputs[i] as (typeof inputs)[number];
            return trace.lift(x, nonzero[i] ? (inputs[next++] as typeof x) : new Zero(tangentAval(aval)));
          });
          const pairs = evalJaxpr(jaxpr, [], lifted).map((out) => trace.unpack(out));
          outNonzero = pairs.map(([, tangent], i) => isNonzero(tangent) || wanted[i] === true);
          const tangents = pairs.filter((_, i) => outNonzero[i]).map(([, tangent]) => tangent);
          return [...pairs.map(([out]) => out), ...tangents.map(instantiate)];
        }),
      [...avals, ...tangentAvals],
    );
    return { ...hoisted(staged), outNonzero };
  });
}
