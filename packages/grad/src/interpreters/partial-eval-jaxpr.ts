import { currentTrace, evalJaxpr, Jaxpr, Literal, type Array as NDArray, runTrace, stage } from "@hyrax/core";
import { DerivedCache, type DerivedJaxpr, hoisted, maskKey } from "./derived.js";
import { PartialEvalTrace } from "./partial-eval.js";
import type { DerivativeRules } from "./rule-kinds.js";

/** Where a residual is found: it is an input of the known part, or one of its outs. */
export type ResidualSource =
  | { readonly from: "input"; readonly index: number }
  | { readonly from: "out"; readonly index: number };

/** A jaxpr divided into what known inputs suffice for and the rest. */
export class SplitJaxpr {
  constructor(
    /** `[...consts, ...known inputs] → [...known outs, ...residuals that are not there already]`. */
    readonly known: DerivedJaxpr,
    /** `[...residuals, ...unknown inputs] → [...unknown outs]`. */
    readonly unknown: Jaxpr,
    readonly outUnknown: readonly boolean[],
    /** For each residual, where it is among the inputs (with the constants) or the outs of the known part. */
    readonly residuals: readonly ResidualSource[],
  ) {}

  /** The residuals, once the known part has run. */
  residualValues(knownInputs: readonly NDArray[], knownOuts: readonly NDArray[]): readonly NDArray[] {
    return this.residuals.map(({ from, index }) => (from === "input" ? knownInputs : knownOuts)[index] as NDArray);
  }
}

const cache = new DerivedCache<SplitJaxpr>((made) => made.known.consts);

/**
 * Divides a jaxpr.
 *
 * @param unknown which inputs are not known
 * @param wanted which outs the unknown part must give, known or not
 */
export function partialEvalJaxpr(
  jaxpr: Jaxpr,
  unknown: readonly boolean[],
  wanted: readonly boolean[],
  rules: DerivativeRules,
): SplitJaxpr {
  return cache.get(rules, jaxpr, `${maskKey(unknown)}>${maskKey(wanted)}`, () => split(jaxpr, unknown, wanted, rules));
}

function split(
  jaxpr: Jaxpr,
  unknown: readonly boolean[],
  wanted: readonly boolean[],
  rules: DerivativeRules,
): SplitJaxpr {
  const avals = jaxpr.inAvals;
  let outUnknown: readonly boolean[] = [];
  let unknownJaxpr: Jaxpr | undefined;
  const staged = stage(
    (knownInputs) => {
      const trace = new PartialEvalTrace(currentTrace(), rules);
      return runTrace(trace, () => {
        let next = 0;
        const inputs = avals.map((aval, i) => (unknown[i] ? trace.newUnknown(aval) : (knownInputs[next++] as NDArray)));
        const outs = evalJaxpr(jaxpr, [], inputs);
        outUnknown = outs.map((out, i) => trace.isUnknown(out) || wanted[i] === true);
        const recorded = trace.finish(
          inputs.filter((_, i) => unknown[i]),
          outs.filter((_, i) => outUnknown[i]),
        );
        const { constvars, invars, eqns, outs: atoms } = recorded.jaxpr;
        unknownJaxpr = new Jaxpr([], [...constvars, ...invars], eqns, atoms);
        return [...outs.filter((_, i) => !outUnknown[i]), ...recorded.consts];
      });
    },
    avals.filter((_, i) => !unknown[i]),
  );
  const { known, residuals } = withoutForwarded(hoisted(staged), outUnknown.filter((bit) => !bit).length);
  return new SplitJaxpr(known, unknownJaxpr as Jaxpr /* stage has run the function */, outUnknown, residuals);
}

/** Residuals that are inputs of the known part, or outs of it anyway, need not be outs once more. */
function withoutForwarded(
  { jaxpr, consts }: DerivedJaxpr,
  numKnownOuts: number,
): { known: DerivedJaxpr; residuals: readonly ResidualSource[] } {
  const outs = jaxpr.outs.slice(0, numKnownOuts);
  const residuals = jaxpr.outs.slice(numKnownOuts).map((atom): ResidualSource => {
    const input = atom instanceof Literal ? -1 : jaxpr.invars.indexOf(atom);
    if (input >= 0) return { from: "input", index: input };
    const present = outs.indexOf(atom);
    return { from: "out", index: present >= 0 ? present : outs.push(atom) - 1 };
  });
  return { known: { jaxpr: new Jaxpr([], jaxpr.invars, jaxpr.eqns, outs), consts }, residuals };
}
