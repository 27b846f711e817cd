import {
  type Atom,
  appliesPrimitive,
  evalJaxpr,
  Jaxpr,
  type Array as NDArray,
  type ScanParams,
  scan,
} from "@hyrax/core";
import { ioCallback } from "@hyrax/core/library";
import { DerivedCache, maskKey } from "../../interpreters/derived.js";
import { partialEvalJaxpr, SplitJaxpr } from "../../interpreters/partial-eval-jaxpr.js";
import { reorder } from "../../interpreters/reorder.js";
import type { DerivativeRules, PartialEvalRule } from "../../interpreters/rule-kinds.js";
import { count, except, fixpoint, merge, only, range } from "./masks.js";
import { divide } from "./scan-jvp.js";

/**
 * Where the loop of what is put off finds a residual: it does not change from step to step (a constant of the known
 * loop, or computed from constants before the loop), or has one value for each step (an x or a y of the known loop).
 */
type Source = { readonly from: "const" | "before" | "x" | "y"; readonly index: number };

/** The step of a scan, divided. */
interface SplitStep {
  readonly carryUnknown: readonly boolean[];
  readonly outUnknown: readonly boolean[];
  /** What the user's rules closed over; the known step takes it as its first constants. */
  readonly closed: readonly NDArray[];
  /** What the known step computes from constants alone, and so is computed once. */
  readonly invariant: SplitJaxpr;
  readonly numKnownCarry: number;
  readonly sources: readonly Source[];
  /** `[...invariant residuals, ...unknown consts, ...unknown carry, ...stacked residuals, ...unknown xs]`. */
  readonly unknownStep: Jaxpr;
}

const cache = new DerivedCache<SplitStep>((made) => [...made.closed, ...made.invariant.known.consts]);

const isInvariant = ({ from }: Source) => from === "const" || from === "before";

function splitStep(params: ScanParams, unknown: readonly boolean[], rules: DerivativeRules): SplitStep {
  const { jaxpr, numCarry } = params;
  const [constUnknown, carryStart, xUnknown] = divide(unknown, params);
  // A part of the carry that is unknown after one step is unknown from the start.
  const [carryUnknown, split] = fixpoint(carryStart, (mask) => {
    const made = partialEvalJaxpr(jaxpr, [...constUnknown, ...mask, ...xUnknown], mask, rules);
    return [made.outUnknown.slice(0, numCarry), made];
  });
  const { known, outUnknown, unknown: rest } = split;
  const numConsts = known.consts.length + constUnknown.length - count(constUnknown);
  const numKnownCarry = carryUnknown.length - count(carryUnknown);
  const numKnownOuts = outUnknown.length - count(outUnknown);

  // A residual is there for every step if it is an x or a y; what else varies becomes a y.
  const outs = known.jaxpr.outs.slice(0, numKnownOuts);
  const inLoop = split.residuals.map(({ from, index }): Source => {
    if (from === "input" && index < numConsts) return { from: "const", index };
    if (from === "input" && index >= numConsts + numKnownCarry) {
      return { from: "x", index: index - numConsts - numKnownCarry };
    }
    if (from === "out" && index >= numKnownCarry && index < numKnownOuts) {
      return { from: "y", index: index - numKnownCarry };
    }
    const atom = (from === "input" ? known.jaxpr.invars : known.jaxpr.outs)[index] as Atom;
    return { from: "y", index: outs.push(atom) - 1 - numKnownCarry };
  });
  const step = new Jaxpr([], known.jaxpr.invars, known.jaxpr.eqns, outs);

  // The same division once more, by what is constant, takes what does not change out of the loop: not with effects.
  const invariant = appliesPrimitive(step, ioCallback)
    ? undivided(step, numConsts)
    : partialEvalJaxpr(
        step,
        step.invars.map((_, i) => i >= numConsts),
        outs.map((_, i) => i < numKnownOuts),
        rules,
      );
  const sources = inLoop.map(({ from, index }): Source => {
    if (from !== "y") return { from, index };
    const { outUnknown: varying } = invariant;
    const out = index + numKnownCarry;
    const place = count(varying.slice(0, out));
    return varying[out] ? { from: "y", index: place - numKnownCarry } : { from: "before", index: out - place };
  });
  const at = (wanted: boolean) => range(0, sources.length).filter((i) => isInvariant(sources[i] as Source) === wanted);
  const [firstConst, numConst] = [sources.length, count(constUnknown)];
  const numUnknownCarry = count(carryUnknown);
  const unknownStep = reorder(
    rest,
    [
      ...at(true),
      ...range(firstConst, numConst + numUnknownCarry),
      ...at(false),
      ...range(firstConst + numConst + numUnknownCarry, count(xUnknown)),
    ],
    range(0, rest.outs.length),
  );
  return { carryUnknown, outUnknown, closed: known.consts, invariant, numKnownCarry, sources, unknownStep };
}

/** The division of a step of which everything stays in the loop. */
function undivided(step: Jaxpr, numConsts: number): SplitJaxpr {
  const known = new Jaxpr([], step.invars.slice(0, numConsts), [], []);
  const residuals = range(0, numConsts).map((index) => ({ from: "input", index }) as const);
  const allUnknown = step.outs.map(() => true);
  return new SplitJaxpr({ jaxpr: known, consts: [] }, step, allUnknown, residuals);
}

/** Runs the known part of each step in one loop, which stacks the residuals, and records a loop of the rest. */
export const scanPartialEval: PartialEvalRule<typeof scan> = (trace, inputs, params, rules) => {
  const unknown = inputs.map((x) => trace.isUnknown(x));
  const key = `${maskKey(unknown)}:${params.numConsts},${params.numCarry}`;
  const step = cache.get(rules, params.jaxpr, key, () => splitStep(params, unknown, rules));
  const [consts, carry, xs] = divide(inputs, params);
  const [constUnknown, , xUnknown] = divide(unknown, params);

  const knownConsts = [...step.closed, ...except(consts, constUnknown)];
  const knownXs = except(xs, xUnknown);
  const beforeInputs = [...step.invariant.known.consts, ...knownConsts];
  const before = evalJaxpr(step.invariant.known.jaxpr, [], beforeInputs);
  const loopConsts = step.invariant.residualValues(beforeInputs, before);
  const results = knownLoop([...loopConsts, ...except(carry, step.carryUnknown), ...knownXs], {
    ...params,
    jaxpr: step.invariant.unknown,
    numConsts: loopConsts.length,
    numCarry: step.numKnownCarry,
  });

  const tables = { const: knownConsts, before, x: knownXs, y: results.slice(step.numKnownCarry) };
  const residual = ({ from, index }: Source) => tables[from][index] as NDArray;
  const invariants = step.sources.filter(isInvariant).map(residual);
  const stacked = step.sources.filter((source) => !isInvariant(source)).map(residual);
  const unknownConsts = only(consts, constUnknown);
  const unknownCarry = only(carry, step.carryUnknown);
  const unknownOuts = trace.record(
    scan,
    [...invariants, ...unknownConsts, ...unknownCarry, ...stacked, ...only(xs, xUnknown)],
    {
      ...params,
      jaxpr: step.unknownStep,
      numConsts: invariants.length + unknownConsts.length,
      numCarry: unknownCarry.length,
    },
  );
  return merge(step.outUnknown, unknownOuts, results);
};

function knownLoop(inputs: readonly NDArray[], params: ScanParams): readonly NDArray[] {
  return params.jaxpr.outs.length === 0 && !params.jaxpr.hasEffects ? [] : scan(inputs, params);
}
