import { type Jaxpr, type Array as NDArray, stage, type Tangent, Zero } from "@hyrax/core";
import { DerivedCache, type DerivedJaxpr, hoisted, maskKey } from "./derived.js";
import { type DerivativeRules, LinearInput } from "./rule-kinds.js";
import { instantiate, isNonzero, tangentAval } from "./tangent.js";
import { backwardPass } from "./transpose.js";

/** `[...consts, ...values, ...nonzero cotangents] → [...nonzero cotangents of linear inputs]`. */
export interface TransposedJaxpr extends DerivedJaxpr {
  /** For each linear input, whether it has a cotangent. */
  readonly nonzero: readonly boolean[];
}

const cache = new DerivedCache<TransposedJaxpr>((made) => made.consts);

/**
 * The transpose of a jaxpr that is linear in some of its inputs.
 *
 * @param linear which inputs those are
 * @param ctNonzero which results have a cotangent
 * @param wanted for each linear input, whether its cotangent must be there, zero or not
 */
export function transposeJaxpr(
  jaxpr: Jaxpr,
  linear: readonly boolean[],
  ctNonzero: readonly boolean[],
  wanted: readonly boolean[],
  rules: DerivativeRules,
): TransposedJaxpr {
  return cache.get(rules, jaxpr, `${maskKey(linear)}<${maskKey(ctNonzero)}<${maskKey(wanted)}`, () => {
    let nonzero: readonly boolean[] = [];
    const values = jaxpr.inAvals.filter((_, i) => !linear[i]);
    const cts = jaxpr.outAvals.filter((_, i) => ctNonzero[i]);
    const staged = stage(
      (inputs) => {
        const found = transposeInside(jaxpr, linear, ctNonzero, inputs, rules);
        nonzero = found.map((ct, i) => isNonzero(ct) || wanted[i] === true);
        return found.filter((_, i) => nonzero[i]).map(instantiate);
      },
      [...values, ...cts],
    );
    return { ...hoisted(staged), nonzero };
  });
}

/** Runs the transpose under the current interpreter; `inputs` are the values, then the nonzero cotangents. */
function transposeInside(
  jaxpr: Jaxpr,
  linear: readonly boolean[],
  ctNonzero: readonly boolean[],
  inputs: readonly NDArray[],
  rules: DerivativeRules,
): readonly Tangent[] {
  let next = 0;
  const args = jaxpr.inAvals.map((aval, i) => (linear[i] ? new LinearInput(aval) : (inputs[next++] as NDArray)));
  const cts = jaxpr.outAvals.map((aval, i) =>
    ctNonzero[i] ? (inputs[next++] as NDArray) : new Zero(tangentAval(aval)),
  );
  return backwardPass(jaxpr, [], args, cts, rules).filter((ct) => ct !== null);
}
