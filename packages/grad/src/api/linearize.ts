import { type Args, listDef, type Array as NDArray, unflatten } from "@hyrax/core";
import { flattenArguments } from "./arguments.js";
import { requireFunction, tangentLeaves, tangentTree, trailingOptions } from "./checks.js";
import type { Arrays } from "./gradient-types.js";
import { type HoldingFunction, linearFunction } from "./linear-function.js";
import { linearizeCall } from "./traced-call.js";

/**
 * Evaluates a function and gives its derivative there as a linear function of tangents, which may be applied often:
 * the function is traced once, and what does not depend on the tangents is computed once. It is a pytree, whose leaves are the
 * values that it holds, so that a jitted or batched function may return it or take it.
 *
 * @returns `[out, pushForward]`; with a last argument `{ hasAux: true }`, `[out, pushForward, aux]`
 *
 * @example
 * const [y, push] = linearize((x: Array) => np.sin(x), np.array(0.5));
 * push(1); // cos 0.5
 */
export function linearize<A extends readonly unknown[] = NDArray[], R = unknown, X = unknown>(
  f: (...args: A) => readonly [R, X],
  ...primals: [...Args<A>, { readonly hasAux: true }]
): [out: R, pushForward: (...tangents: Args<A>) => Arrays<R>, aux: X];
export function linearize<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  ...primals: Args<A>
): [out: R, pushForward: (...tangents: Args<A>) => Arrays<R>];
export function linearize(f: (...args: never[]) => unknown, ...given: readonly unknown[]): unknown {
  requireFunction("linearize", f);
  const { args, hasAux } = trailingOptions(given);
  const flat = flattenArguments("linearize", args);
  const { outs, outTree, linear, aux } = linearizeCall("linearize", f, flat, hasAux);
  const inTree = listDef(flat.trees);
  const pushForward: HoldingFunction =
    (residuals) =>
    (...tangents) => {
      const what = "the linearized function: its tangents";
      const leaves = tangentLeaves(what, tangents, "the primals", inTree, linear.inAvals);
      return tangentTree(outTree, linear.withResiduals(residuals).pushForward(leaves));
    };
  const push = linearFunction(pushForward, linear.residuals);
  const out = unflatten(outTree, outs);
  return hasAux ? [out, push, aux] : [out, push];
}
