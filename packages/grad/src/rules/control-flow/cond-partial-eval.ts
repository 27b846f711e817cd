import { cond, evalJaxpr, type Array as NDArray, type ShapedArray, stage } from "@hyrax/core";
import { DerivedCache, type DerivedJaxpr, hoisted } from "../../interpreters/derived.js";
import { partialEvalJaxpr, type ResidualSource, type SplitJaxpr } from "../../interpreters/partial-eval-jaxpr.js";
import type { PartialEvalRule } from "../../interpreters/rule-kinds.js";
import { zeros } from "../../interpreters/tangent.js";
import { derivedBranches, joined, withSharedInputs } from "./branches.js";
import { count, except, merge, only, union } from "./masks.js";

/** Residuals of the branches have places by type: the branch that runs fills its own, and the others with zeros. */
interface Places {
  readonly avals: readonly ShapedArray[];
  /** For each branch, the place of each of its residuals. */
  readonly ofBranches: readonly (readonly number[])[];
}

function sharePlaces(residuals: readonly (readonly ShapedArray[])[]): Places {
  const avals: ShapedArray[] = [];
  const ofBranches = residuals.map((own) => {
    const taken = new Set<number>();
    return own.map((aval) => {
      let place = avals.findIndex((other, i) => other === aval && !taken.has(i));
      if (place < 0) place = avals.push(aval) - 1;
      taken.add(place);
      return place;
    });
  });
  return { avals, ofBranches };
}

/** The known part of a branch, with an out for every place after its known outs. */
function withPlaces(
  { jaxpr, consts }: DerivedJaxpr,
  numKnownOuts: number,
  places: Places,
  branch: number,
): DerivedJaxpr {
  const own = places.ofBranches[branch] as readonly number[];
  const staged = stage((inputs) => {
    const outs = evalJaxpr(jaxpr, [], inputs);
    const filled = places.avals.map((aval, place) => {
      const residual = own.indexOf(place);
      return residual < 0 ? zeros(aval) : (outs[numKnownOuts + residual] as NDArray);
    });
    return [...outs.slice(0, numKnownOuts), ...filled];
  }, jaxpr.inAvals);
  const made = hoisted(staged);
  return { jaxpr: made.jaxpr, consts: [...made.consts, ...consts] };
}

const cache = new DerivedCache<readonly DerivedJaxpr[]>((made) => made.flatMap(({ consts }) => consts));
const noRules = {};

function knownBranches(splits: readonly SplitJaxpr[], numKnownOuts: number, places: Places): readonly DerivedJaxpr[] {
  const known = splits.map((split) => split.known);
  const key = known.map(({ jaxpr }) => jaxpr.id).join();
  return cache.get(noRules, (known[0] as DerivedJaxpr).jaxpr, key, () =>
    known.map((branch, b) => withPlaces(branch, numKnownOuts, places, b)),
  );
}

/** Runs the known parts of the branches in one choice, and records the choice of the rest. */
export const condPartialEval: PartialEvalRule<typeof cond> = (trace, inputs, params, rules) => {
  const { branches } = params;
  const [index, ...operands] = inputs as readonly [NDArray, ...NDArray[]];
  if (trace.isUnknown(index)) return trace.record(cond, inputs, params);
  const unknown = operands.map((x) => trace.isUnknown(x));
  const wanted = union(branches.map((branch) => partialEvalJaxpr(branch, unknown, [], rules).outUnknown));
  const splits = branches.map((branch) => partialEvalJaxpr(branch, unknown, wanted, rules));

  const numKnownOuts = wanted.length - count(wanted);
  const places = sharePlaces(splits.map(({ known }) => known.jaxpr.outAvals.slice(numKnownOuts)));
  const known = joined(knownBranches(splits, numKnownOuts, places));
  const knownOperands = except(operands, unknown);
  const results = cond([index, ...known.consts, ...knownOperands], { branches: known.branches });

  // What a residual can be: an out of the choice (a known one, or a place), a known operand, or what a rule closed over.
  const closed = splits.map((split) => split.known.consts);
  const candidates = [...results, ...knownOperands, ...closed.flat()];
  const candidateOf = (b: number, { from, index: at }: ResidualSource): number => {
    const own = (closed[b] as readonly NDArray[]).length;
    if (from === "out") return at < numKnownOuts ? at : numKnownOuts + placeOf(b, at - numKnownOuts);
    if (at >= own) return results.length + at - own;
    return results.length + knownOperands.length + closed.slice(0, b).flat().length + at;
  };
  const placeOf = (b: number, residual: number) => places.ofBranches[b]?.[residual] as number;
  const reads = splits.map((split, b) => split.residuals.map((source) => candidateOf(b, source)));
  const used = [...new Set(reads.flat())].sort((a, b) => a - b);
  const shared = used.map((candidate) => candidates[candidate] as NDArray);
  const unknownOperands = only(operands, unknown);

  const rest = derivedBranches(
    splits.map((split) => split.unknown),
    `rest:${used.join()}`,
    () =>
      splits.map((split, b) => {
        const ofShared = used.map((candidate) => (reads[b] as readonly number[]).indexOf(candidate));
        const ofUnknown = unknownOperands.map((_, i) => split.residuals.length + i);
        const avals = [...shared, ...unknownOperands].map((x) => x.aval);
        return withSharedInputs(split.unknown, avals, [...ofShared, ...ofUnknown]);
      }),
  );
  const unknownOuts = trace.record(cond, [index, ...shared, ...unknownOperands], { branches: rest });
  return merge(wanted, unknownOuts, results);
};
