import {
  type Args,
  type CheckpointPolicy,
  checkpoint as checkpointPrimitive,
  convGeneralDilated,
  type DotGeneralParams,
  dotGeneral,
  hoistConsts,
  type Array as NDArray,
  type PyTreeDef,
  requireOptions,
  stage,
  unflatten,
} from "@hyrax/core";
import { selectArguments } from "./arguments.js";
import { positionsOf, requireFunction } from "./checks.js";
import type { ArgNumbers } from "./gradient-types.js";
import { callFlat } from "./traced-call.js";

export interface CheckpointOptions {
  /** Which intermediate results to keep for the backward pass; none, if not given. See `checkpointPolicies`. */
  readonly policy?: CheckpointPolicy;
  /** Keep a compiler from merging what is computed again with what was computed before. */
  readonly preventCse?: boolean;
  /** Arguments that are no arrays, but part of the program. */
  readonly staticArgnums?: ArgNumbers;
}

/**
 * A function that gives back memory for time: when it is differentiated, its intermediate results are not kept for the
 * backward pass, but computed again from its arguments.
 *
 * @example
 * grad(checkpoint((x: Array) => np.sum(np.sin(np.sin(x)))))(x); // sin(x) is computed twice, and not kept
 */
export function checkpoint<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  options: CheckpointOptions = {},
): (...args: Args<A>) => R {
  requireFunction("checkpoint", f);
  requireOptions("checkpoint", options, ["policy", "preventCse", "staticArgnums"]);
  return (...args: readonly unknown[]): R => {
    const statics = new Set(positionsOf("checkpoint", options.staticArgnums ?? [], args.length));
    const dynamic = args.map((_, i) => i).filter((i) => !statics.has(i));
    const selected = selectArguments("checkpoint", f, args, dynamic);
    const { inputs, trees } = selected.flat;
    let outTree: PyTreeDef | undefined;
    const { jaxpr, consts } = stage(
      (tracers) => {
        const { outs, tree } = callFlat("checkpoint", selected.f, trees, tracers, false);
        outTree = tree;
        return outs;
      },
      inputs.map((x) => x.aval),
    );
    const outs = checkpointPrimitive([...consts, ...inputs], {
      jaxpr: hoistConsts(jaxpr),
      policy: options.policy ?? null,
      preventCse: options.preventCse ?? true,
      differentiated: false,
    });
    return unflatten(outTree as PyTreeDef, outs) as R; // what f returned, of other values
  };
}

/** Another name of `checkpoint`. */
export const remat: typeof checkpoint = checkpoint;

const dotsSaveable: CheckpointPolicy = (primitive) => primitive === dotGeneral || primitive === convGeneralDilated;

const dotsWithNoBatchDimsSaveable: CheckpointPolicy = (primitive, params) =>
  primitive === dotGeneral && (params as DotGeneralParams).dimensionNumbers.lhsBatch.length === 0;

/** What a checkpointed function may keep. */
export const checkpointPolicies = {
  /** Everything is kept, as without `checkpoint`. */
  everythingSaveable: (): boolean => true,
  /** Nothing is kept: the default. */
  nothingSaveable: (): boolean => false,
  /** Results of matrix products and convolutions are kept. */
  dotsSaveable,
  checkpointDots: dotsSaveable,
  /** Results of matrix products are kept, except of batched ones, which grow with the batch. */
  dotsWithNoBatchDimsSaveable,
  checkpointDotsWithNoBatchDims: dotsWithNoBatchDimsSaveable,
  /** Keeps what one of two policies keeps. */
  saveFromBothPolicies:
    (first: CheckpointPolicy, second: CheckpointPolicy): CheckpointPolicy =>
    (primitive, params) =>
      first(primitive, params) || second(primitive, params),
};
