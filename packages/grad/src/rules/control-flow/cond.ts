import { cond, evalJaxpr, Jaxpr, type Array as NDArray, type ShapedArray, stage, Var } from "@hyrax/core";
import { DerivedCache, type DerivedJaxpr, hoisted } from "../../interpreters/derived.js";
import { jvpJaxpr } from "../../interpreters/jvp-jaxpr.js";
import { partialEvalJaxpr, type SplitJaxpr } from "../../interpreters/partial-eval-jaxpr.js";
import type { JvpRule, PartialEvalRule, TransposeRule } from "../../interpreters/rule-kinds.js";
import { isNonzero, zeros } from "../../interpreters/tangent.js";
import { transposeJaxpr } from "../../interpreters/transpose-jaxpr.js";
import { except, merge, only, union } from "./masks.js";
import { areLinear, placeCotangents, valuesOf, withTangents } from "./tangents.js";

const cache = new DerivedCache<readonly Jaxpr[]>(() => []);
const noRules = {};

/** Makes branches from branches once; `key` says how. */
function derivedBranches(from: readonly Jaxpr[], key: string, make: () => readonly Jaxpr[]): readonly Jaxpr[] {
  const ids = from.map(({ id }) => id).join();
  return cache.get(noRules, from[0] as Jaxpr, `${key}:${ids}`, make);
}

/** An input at which a branch reads a variable of its own; null where it reads nothing. */
type Reads = readonly (number | null)[];

/** The program with the inputs that all branches share, of which it reads its own. */
function withSharedInputs(jaxpr: Jaxpr, avals: readonly ShapedArray[], reads: Reads): Jaxpr {
  const invars = avals.map((aval, i) => {
    const own = reads[i] ?? null;
    return own === null ? new Var(aval) : (jaxpr.invars[own] as Var);
  });
  return new Jaxpr([], invars, jaxpr.eqns, jaxpr.outs);
}

/** Branches that were derived one by one, with the constants of all of them as first inputs of each. */
function joined(derived: readonly DerivedJaxpr[]): { branches: readonly Jaxpr[]; consts: readonly NDArray[] } {
  const consts = derived.flatMap((branch) => branch.consts);
  const jaxprs = derived.map(({ jaxpr }) => jaxpr);
  if (consts.length === 0) return { branches: jaxprs, consts };
  const branches = derivedBranches(jaxprs, "joined", () => {
    let start = 0;
    return derived.map(({ jaxpr, consts: own }) => {
      const first = start;
      start += own.length;
      const rest = jaxpr.inAvals.slice(own.length);
      const reads = consts.map((_, i) => (i >= first && i < first + own.length ? i - first : null));
      const avals = [...consts.map((x) => x.aval), ...rest];
      return withSharedInputs(jaxpr, avals, [...reads, ...rest.map((_, i) => own.length + i)]);
    });
  });
  return { branches, consts };
}

/** The branches differentiated; an out has a tangent in all of them if it has one in any. */
export const condJvp: JvpRule<typeof cond> = ([index, ...operands], [, ...tangents], { branches }, rules) => {
  const nonzero = tangents.map(isNonzero);
  const wanted = union(branches.map((branch) => jvpJaxpr(branch, nonzero, [], rules).outNonzero));
  const { branches: derived, consts } = joined(branches.map((branch) => jvpJaxpr(branch, nonzero, wanted, rules)));
  const inputs = [index as NDArray, ...consts, ...operands, ...tangents.filter(isNonzero)];
  return withTangents(cond(inputs, { branches: derived }), wanted);
};

/** Residuals of branches share places by type: whatever branch runs fills its own, and the rest with zeros. */
function sharePlaces(residuals: readonly (readonly ShapedArray[])[]): {
  readonly avals: readonly ShapedArray[];
  readonly places: readonly (readonly number[])[];
} {
  const avals: ShapedArray[] = [];
  const places = residuals.map((own) => {
    const taken = new Set<number>();
    return own.map((aval) => {
      let place = avals.findIndex((other, i) => other === aval && !taken.has(i));
      if (place < 0) place = avals.push(aval) - 1;
      taken.add(place);
      return place;
    });
  });
  return { avals, places };
}

/** The known part of a branch with the residuals of all branches as outs. */
function withSharedOuts(
  { jaxpr, consts }: DerivedJaxpr,
  numKnownOuts: number,
  avals: readonly ShapedArray[],
  places: readonly number[],
): DerivedJaxpr {
  const staged = stage((inputs) => {
    const outs = evalJaxpr(jaxpr, [], inputs);
    const filled = avals.map((aval, place) => {
      const own = places.indexOf(place);
      return own < 0 ? zeros(aval) : (outs[numKnownOuts + own] as NDArray);
    });
    return [...outs.slice(0, numKnownOuts), ...filled];
  }, jaxpr.inAvals);
  const made = hoisted(staged);
  return { jaxpr: made.jaxpr, consts: [...made.consts, ...consts] };
}

/** Runs the known parts of the branches in one choice, and records the choice of the rest. */
export const condPartialEval: PartialEvalRule<typeof cond> = (trace, inputs, params, rules) => {
  const { branches } = params;
  const [index, ...operands] = inputs as readonly [NDArray, ...NDArray[]];
  if (trace.isUnknown(index)) return trace.record(cond, inputs, params);
  const unknown = operands.map((x) => trace.isUnknown(x));
  const wanted = union(branches.map((branch) => partialEvalJaxpr(branch, unknown, [], rules).outUnknown));
  const splits = branches.map((branch) => partialEvalJaxpr(branch, unknown, wanted, rules));

  const numKnownOuts = except(wanted, wanted).length;
  const fresh = splits.map(({ known }) => known.jaxpr.outAvals.slice(numKnownOuts));
  const { avals, places } = sharePlaces(fresh);
  const known = joined(knownBranches(splits, numKnownOuts, avals, places));
  const knownOperands = except(operands, unknown);
  const results = cond([index, ...known.consts, ...knownOperands], { branches: known.branches });

  // What the branches put off read: the shared residuals, known outs and known operands, and the unknown operands.
  const shared = [...results.slice(numKnownOuts), ...results.slice(0, numKnownOuts), ...knownOperands];
  const closed = splits.flatMap((split) => split.known.consts);
  const unknownOperands = only(operands, unknown);
  const all = [...shared, ...closed, ...unknownOperands];
  const reads = splits.map((split, b) => readsOf(split, places[b] as readonly number[], b));
  const used = all.map((_, i) => i >= shared.length + closed.length || reads.some((own) => own[i] !== null));
  const rest = derivedBranches(
    splits.map((split) => split.unknown),
    `rest:${all.map((x) => x.aval.id).join()}`,
    () => splits.map((split, b) => withSharedInputs(split.unknown, only(avalsOf(all), used), only(readsAt(b), used))),
  );
  const unknownOuts = trace.record(cond, [index, ...only(all, used)], { branches: rest });
  return merge(wanted, unknownOuts, results);

  function readsAt(b: number): Reads {
    return reads[b] as Reads;
  }

  /** For each of `all`, which input of this branch's unknown part it is. */
  function readsOf(split: SplitJaxpr, ownPlaces: readonly number[], b: number): Reads {
    const own = split.known.consts.length;
    const firstClosed = splits.slice(0, b).reduce((n, before) => n + before.known.consts.length, 0);
    const position = ({ from, index: at }: SplitJaxpr["residuals"][number]): number => {
      if (from === "out") return at < numKnownOuts ? avals.length + at : (ownPlaces[at - numKnownOuts] as number);
      return at < own ? shared.length + firstClosed + at : avals.length + numKnownOuts + at - own;
    };
    const found: (number | null)[] = all.map(() => null);
    split.residuals.forEach((source, i) => {
      found[position(source)] = i;
    });
    unknownOperands.forEach((_, i) => {
      found[shared.length + closed.length + i] = split.residuals.length + i;
    });
    return found;
  }
};

function avalsOf(list: readonly NDArray[]): readonly ShapedArray[] {
  return list.map((x) => x.aval);
}

const knownCache = new DerivedCache<readonly DerivedJaxpr[]>((made) => made.flatMap(({ consts }) => consts));

function knownBranches(
  splits: readonly SplitJaxpr[],
  numKnownOuts: number,
  avals: readonly ShapedArray[],
  places: readonly (readonly number[])[],
): readonly DerivedJaxpr[] {
  const known = splits.map((split) => split.known);
  const key = known.map(({ jaxpr }) => jaxpr.id).join();
  return knownCache.get(noRules, (known[0] as DerivedJaxpr).jaxpr, key, () =>
    known.map((branch, b) => withSharedOuts(branch, numKnownOuts, avals, places[b] as readonly number[])),
  );
}

export const condTranspose: TransposeRule<typeof cond> = (cts, [index, ...inputs], { branches }, rules) => {
  const linear = areLinear(inputs);
  const ctNonzero = cts.map(isNonzero);
  const wanted = union(branches.map((branch) => transposeJaxpr(branch, linear, ctNonzero, [], rules).nonzero));
  const transposed = joined(branches.map((branch) => transposeJaxpr(branch, linear, ctNonzero, wanted, rules)));
  const args = [index as NDArray, ...transposed.consts, ...valuesOf(inputs), ...cts.filter(isNonzero)];
  return [null, ...placeCotangents(cond(args, { branches: transposed.branches }), wanted, inputs)];
};
