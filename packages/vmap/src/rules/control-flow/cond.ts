import {
  appliesPrimitive,
  broadcastInDim,
  clamp,
  cond,
  eq,
  evalJaxpr,
  isInexact,
  Jaxpr,
  MissingRuleError,
  type Array as NDArray,
  selectN,
  stopGradient,
  Var,
} from "@hyrax/core";
import { ioCallback } from "@hyrax/core/library";
import { atFront, frontIfBatched } from "../../interpreters/axes.js";
import type { Batched, BatchedJaxpr, BatchRule, MappedAxis } from "../../interpreters/rule.js";
import { inFront } from "./carry.js";

export const condBatch: BatchRule<typeof cond> = ([index, ...operands], { branches }, map) => {
  const which = index as Batched;
  return which.axis === null
    ? oneBranch(which.value, inFront(operands), branches, map)
    : allBranches(which.value, operands, branches, map);
};

/** All elements take the same branch. */
function oneBranch(
  index: NDArray,
  operands: readonly Batched[],
  branches: readonly Jaxpr[],
  map: MappedAxis,
): readonly Batched[] {
  const inAxes = operands.map(({ axis }) => axis);
  const outAxes = branches.map((branch) => map.batchJaxpr(branch, inAxes, "front").outAxes);
  // A result that one branch maps, the others must map too.
  const mapped = (outAxes[0] ?? []).map((_, i) => outAxes.some((axes) => axes[i] === 0));
  const results = mapped.map((is) => (is ? "batched" : "front"));
  const batched = branches.map((branch) => map.batchJaxpr(branch, inAxes, results));
  const outs = cond([index, ...batched.flatMap(({ consts }) => consts), ...operands.map(({ value }) => value)], {
    branches: withAllConsts(batched),
  });
  return outs.map((value, i) => ({ value, axis: mapped[i] ? 0 : null }));
}

/** Branches that take the constants of all of them, each of which ignores those of the others. */
function withAllConsts(branches: readonly BatchedJaxpr[]): readonly Jaxpr[] {
  const counts = branches.map(({ consts }) => consts.length);
  if (counts.every((n) => n === 0)) return branches.map(({ jaxpr }) => jaxpr);
  return branches.map(({ jaxpr }, own) => {
    const consts = branches.flatMap((branch, i) =>
      i === own ? jaxpr.invars.slice(0, counts[own]) : branch.consts.map((x) => new Var(x.aval)),
    );
    return new Jaxpr([], [...consts, ...jaxpr.invars.slice(counts[own])], jaxpr.eqns, jaxpr.outs);
  });
}

/** Each element takes a branch of its own: all branches are computed, and the results selected. */
function allBranches(
  index: NDArray,
  operands: readonly Batched[],
  branches: readonly Jaxpr[],
  map: MappedAxis,
): readonly Batched[] {
  if (branches.some((branch) => appliesPrimitive(branch, ioCallback))) {
    throw new MissingRuleError(
      "vmap of cond is not possible where the predicate is mapped and a branch has an ioCallback: all branches would run, " +
        "with their effects, for all elements; loop over the elements with lax.map",
    );
  }
  const which = clamp(0, index, branches.length - 1);
  const own = operands.map((x) =>
    isInexact(x.value.dtype) ? { value: atFront(x, map.size), axis: 0 } : frontIfBatched(x),
  );
  const inAxes = own.map(({ axis }) => axis);
  const outs = branches.map((branch, i) => {
    const { jaxpr, consts } = map.batchJaxpr(branch, inAxes, "batched");
    const taken = eq(which, i);
    // An element that takes another branch must not put the NaN of this one's derivative into its gradient.
    const guarded = own.map(({ value: x }) => (isInexact(x.dtype) ? perElement(taken, [stopGradient(x), x]) : x));
    return evalJaxpr(jaxpr, [], [...consts, ...guarded]);
  });
  return (branches[0] as Jaxpr).outs.map((_, k) => ({
    value: perElement(
      which,
      outs.map((results) => results[k] as NDArray),
    ),
    axis: 0,
  }));
}

/** Selects whole elements of batches, which lie in front. */
function perElement(which: NDArray, cases: readonly NDArray[]): NDArray {
  const { shape } = cases[0] as NDArray;
  const spread = shape.length === 1 ? which : broadcastInDim(which, { shape, broadcastDimensions: [0] });
  return selectN([spread, ...cases]);
}
