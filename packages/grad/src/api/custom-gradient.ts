import {
  type Args,
  evalJaxpr,
  flattenResult,
  type Jaxpr,
  type Array as NDArray,
  type PyTreeDef,
  stage,
  unflatten,
} from "@hyrax/core";
import { requireFunction } from "./checks.js";
import { customVjp } from "./custom-vjp.js";

/**
 * A function with a custom gradient, given in one: it returns its result and the function that pulls a cotangent of
 * the result back, to a list with a cotangent for each argument, or to the cotangent itself of a single array.
 *
 * @example
 * const f = customGradient((x: Array) => [np.square(x), (ct: Array) => ct.mul(x)]);
 * grad(f)(3); // 3
 */
export function customGradient<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => readonly [out: R, pullback: (ct: R) => unknown],
): (...args: Args<A>) => R {
  requireFunction("customGradient", f);
  const call = (...args: A) => requirePair(f(...args));
  const wrapped = customVjp((...args: A) => call(...args)[0]);
  wrapped.defvjp(
    (...args) => {
      const [out, pullback] = call(...args);
      return [out, stagePullback(out, pullback as (ct: unknown) => unknown)];
    },
    ({ pullback, consts }, ct) => pullback.apply(consts, ct) as never, // customVjp checks that it fits the arguments
  );
  return wrapped;
}

function requirePair<P extends readonly unknown[]>(found: P): P {
  if (Array.isArray(found) && found.length === 2 && typeof found[1] === "function") return found;
  throw new TypeError(`customGradient: the function must return [result, pullback], found ${String(found)}`);
}

/**
 * The pullback as a program, and the values that it closes over: those are the residuals. It cannot be kept as it is,
 * since it closes over tracers that do not outlive the forward pass.
 */
function stagePullback(
  out: unknown,
  pullback: (ct: unknown) => unknown,
): { readonly pullback: StagedPullback; readonly consts: readonly NDArray[] } {
  const [outs, outTree] = flattenResult("customGradient", out);
  let tree: PyTreeDef | undefined;
  const { jaxpr, consts } = stage(
    (cts) => {
      const found = pullback(unflatten(outTree, cts));
      const [leaves, treedef] = flattenResult("customGradient: the pullback", Array.isArray(found) ? found : [found]);
      tree = treedef;
      return leaves;
    },
    outs.map((x) => x.aval),
  );
  return { pullback: new StagedPullback(jaxpr, tree as PyTreeDef), consts }; // stage has run the function
}

/** A class of its own, so that it is a leaf of the residuals and not a node. */
class StagedPullback {
  constructor(
    readonly jaxpr: Jaxpr,
    readonly tree: PyTreeDef,
  ) {}

  apply(consts: readonly NDArray[], ct: unknown): unknown {
    const [cts] = flattenResult("customGradient", ct);
    return unflatten(this.tree, evalJaxpr(this.jaxpr, consts, cts));
  }
}
