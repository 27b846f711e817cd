import {
  type Args,
  type CheckpointPolicy,
  checkpoint as checkpointPrimitive,
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
  /** Which intermediate results to keep for the backward pass; none, if not given. `checkpointPolicies` has some. */
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
  const { policy = null, preventCse = true } = options;
  if (policy !== null && typeof policy !== "function") {
    throw new TypeError(
      `checkpoint: policy must be a function, such as those of checkpointPolicies, found ${String(policy)}`,
    );
  }
  if (typeof preventCse !== "boolean") {
    throw new TypeError(`checkpoint: preventCse must be true or false, found ${String(preventCse)}`);
  }
  return (...args: readonly unknown[]): R => {
    const statics = new Set(positionsOf("checkpoint", options.staticArgnums ?? [], args.length, "staticArgnums"));
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
      policy,
      preventCse,
      differentiated: false,
    });
    return unflatten(outTree as PyTreeDef, outs) as R; // what f returned, of other values
  };
}

/** Another name of `checkpoint`. */
export const remat: typeof checkpoint = checkpoint;
