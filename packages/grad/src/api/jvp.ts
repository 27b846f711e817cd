import {
  type Args,
  currentTrace,
  flatten,
  leafArray,
  leafName,
  type Array as NDArray,
  requireOptions,
  runTrace,
  unflatten,
} from "@hyrax/core";
import { JvpTrace } from "../interpreters/jvp.js";
import { derivativeRules } from "../rules/index.js";
import { requireFunction, tangentLeaves, tangentTree } from "./checks.js";
import type { Arrays } from "./gradient-types.js";
import { callFlat } from "./traced-call.js";

/**
 * Pushes a tangent forward: the value of a function and its derivative in one direction, computed together.
 *
 * @param primals the arguments, as a list
 * @param tangents the direction, with the structure, shapes and dtypes of `primals`
 * @returns `[out, tangent of out]`; with `hasAux`, where the function returns `[out, aux]`, `[out, tangent, aux]`
 * @throws TypeError if the tangents do not fit the primals
 *
 * @example
 * jvp((x: Array) => np.sin(x), [np.array(0.5)], [np.array(1)]); // [sin 0.5, cos 0.5]
 */
export function jvp<A extends readonly unknown[] = NDArray[], R = unknown, X = unknown>(
  f: (...args: A) => readonly [R, X],
  primals: Args<NoInfer<A>>,
  tangents: Args<NoInfer<A>>,
  options: { readonly hasAux: true },
): [out: R, tangent: Arrays<R>, aux: X];
export function jvp<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  primals: Args<NoInfer<A>>,
  tangents: Args<NoInfer<A>>,
  options?: { readonly hasAux?: false },
): [out: R, tangent: Arrays<R>];
export function jvp(
  f: (...args: never[]) => unknown,
  primals: readonly unknown[],
  tangents: readonly unknown[],
  options: { readonly hasAux?: boolean } = {},
): unknown {
  requireFunction("jvp", f);
  requireOptions("jvp", options, ["hasAux"]);
  for (const [what, list] of Object.entries({ primals, tangents })) {
    if (!Array.isArray(list))
      throw new TypeError(`jvp: the ${what} are a list with an entry for each argument, found ${list}`);
  }
  if (primals.length !== tangents.length) {
    throw new TypeError(
      `jvp: needs a tangent for each primal, found ${primals.length} primals and ${tangents.length} tangents`,
    );
  }
  const [leaves, treedef] = flatten(primals);
  const inputs = leaves.map((leaf, i) => leafArray(leaf, () => leafName("jvp: the primal", treedef, i)));
  const avals = inputs.map((x) => x.aval);
  const flatTangents = tangentLeaves("jvp: the tangent", tangents, "the primals", treedef, avals);

  return runTrace(new JvpTrace(currentTrace(), derivativeRules), (trace) => {
    const lifted = inputs.map((x, i) => trace.lift(x, flatTangents[i] as NDArray));
    const { outs, tree, aux } = callFlat("jvp", f, treedef.children, lifted, options.hasAux === true);
    const pairs = outs.map((out) => trace.unpack(out));
    const out = unflatten(
      tree,
      pairs.map(([primal]) => primal),
    );
    const tangent = tangentTree(
      tree,
      pairs.map(([, dx]) => dx),
    );
    return options.hasAux ? [out, tangent, aux((x) => trace.unpack(x)[0])] : [out, tangent];
  });
}
