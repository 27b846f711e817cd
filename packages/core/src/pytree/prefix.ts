import { type FlattenOptions, flatten } from "./flatten.js";
import { firstDifference, keystr } from "./paths.js";
import type { PyTreeDef } from "./treedef.js";

/**
 * The leaves of a prefix tree, each repeated for the leaves of the full structure below it: `inAxes`, `outAxes`.
 * Throws a `TypeError` that names the path where the prefix does not fit.
 */
export function broadcastPrefix(
  name: string,
  prefix: unknown,
  full: PyTreeDef,
  options: FlattenOptions = {},
): unknown[] {
  const [leaves, prefixDef] = flatten(prefix, options);
  const difference = firstDifference(prefixDef, full, { prefix: true });
  if (difference !== undefined) {
    const path = keystr(difference.path) || "the root";
    throw new TypeError(
      `${name} must be a prefix of ${full}, but at ${path} it has ${difference.expected} for ${difference.found}`,
    );
  }
  const out: unknown[] = [];
  let next = 0;
  const walk = (partial: PyTreeDef, whole: PyTreeDef): void => {
    if (partial.kind.type === "leaf") {
      const leaf = leaves[next++];
      for (let i = 0; i < whole.numLeaves; i++) out.push(leaf);
    } else {
      partial.children.forEach((child, i) => walk(child, whole.children[i] as PyTreeDef));
    }
  };
  walk(prefixDef, full);
  return out;
}
