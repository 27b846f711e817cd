import { type Arg, flattenArrays, checkpointName as name, unflatten } from "@hyrax/core";
import type { Arrays } from "./gradient-types.js";

/**
 * The same values under a name, by which policies of `checkpoint` know them.
 *
 * @param tree a pytree of arrays and numbers, each of which gets the name
 *
 * @example
 * const policy = checkpointPolicies.saveOnlyTheseNames("hidden");
 * const layer = checkpoint((w: Array, x: Array) => np.sum(np.sin(checkpointName(w.matmul(x), "hidden"))), { policy });
 * grad(layer)(np.eye(2), np.ones([2])); // the product is not computed again
 */
export function checkpointName<T>(tree: Arg<T>, label: string): Arrays<T> {
  if (typeof label !== "string")
    throw new TypeError(`checkpointName: the name must be a string, found ${String(label)}`);
  const [leaves, treedef] = flattenArrays("checkpointName: the value", tree);
  const named = leaves.map((x) => name(x, { name: label }));
  return unflatten(treedef, named) as Arrays<T>; // the structure is that of the argument
}
