import { type Args, type Array as NDArray, unflatten } from "@hyrax/core";
import { instantiate } from "../interpreters/tangent.js";
import { type FlatArguments, flattenArguments, unflattenArguments } from "./arguments.js";
import { requireFunction, tangentLeaves, trailingOptions } from "./checks.js";
import type { Arrays } from "./gradient-types.js";
import { type HoldingFunction, linearFunction } from "./linear-function.js";
import { type Linearized, linearizeCall } from "./traced-call.js";

/**
 * Evaluates a function and gives what pulls cotangents of its result back to cotangents of its arguments. The pullback
 * may be applied often. It is a pytree, whose leaves are the values that it holds, so that a jitted or batched function may return
 * it or take it.
 *
 * @returns `[out, pullback]`, where `pullback(ct)` takes a cotangent of the structure of `out` and returns a list with
 * a cotangent for each argument; with a last argument `{ hasAux: true }`, `[out, pullback, aux]`
 *
 * @example
 * const [y, pullback] = vjp((x: Array) => np.sin(x), np.array(0.5));
 * pullback(1); // [cos 0.5]
 */
export function vjp<A extends readonly unknown[] = NDArray[], R = unknown, X = unknown>(
  f: (...args: A) => readonly [R, X],
  ...primals: [...Args<A>, { readonly hasAux: true }]
): [out: R, pullback: (ct: Args<[R]>[0]) => { -readonly [K in keyof A]: Arrays<A[K]> }, aux: X];
export function vjp<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  ...primals: Args<A>
): [out: R, pullback: (ct: Args<[R]>[0]) => { -readonly [K in keyof A]: Arrays<A[K]> }];
export function vjp(f: (...args: never[]) => unknown, ...given: readonly unknown[]): unknown {
  requireFunction("vjp", f);
  const { args, hasAux } = trailingOptions(given);
  const flat = flattenArguments("vjp", args);
  const linearized = linearizeCall("vjp", f, flat, hasAux);
  const pullback = pullbackOf(flat, linearized);
  const out = unflatten(linearized.outTree, linearized.outs);
  return hasAux ? [out, pullback, linearized.aux] : [out, pullback];
}

function pullbackOf({ trees }: FlatArguments, { linear, outTree }: Linearized): unknown {
  const pullback: HoldingFunction = (residuals) => (ct) => {
    const cts = tangentLeaves("the pullback: its cotangent", ct, "the result", outTree, linear.outAvals);
    const found = linear.withResiduals(residuals).pullBack(cts);
    return unflattenArguments(trees, found.map(instantiate));
  };
  return linearFunction(pullback, linear.residuals);
}
