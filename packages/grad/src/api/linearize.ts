import { type Args, listDef, type Array as NDArray, unflatten } from "@hyrax/core";
import { flattenArguments } from "./arguments.js";
import { requireFunction, tangentLeaves, tangentTree, trailingOptions } from "./checks.js";
import type { Arrays } from "./gradient-types.js";
import { linearizeCall } from "./traced-call.js";

/**
 * Evaluates a function and gives its derivative there as a linear function of tangents, which may be applied often:
 * the function is traced once, and what does not depend on the tangents is computed once.
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
  const pushForward = (...tangents: readonly unknown[]): unknown => {
    const what = "the linearized function: its tangents";
    const leaves = tangentLeaves(what, tangents, "the primals", inTree, linear.inAvals);
    return tangentTree(outTree, linear.pushForward(leaves));
  };
  const out = unflatten(outTree, outs);
  return hasAux ? [out, pushForward, aux] : [out, pushForward];
}
