import { type PyTreeDef, sameNode } from "./treedef.js";

/** One step from a node of a pytree to a child: an index, a key of an object, or an attribute of a registered class. */
export type Key =
  | { readonly type: "index"; readonly index: number }
  | { readonly type: "key"; readonly key: string }
  | { readonly type: "attribute"; readonly name: string };

/** The steps from the root of a pytree to a leaf. */
export type KeyPath = readonly Key[];

/** The path of each leaf, from left to right. */
export function leafPaths(treedef: PyTreeDef, prefix: KeyPath = []): readonly KeyPath[] {
  const { kind, children } = treedef;
  if (kind.type === "leaf") return [prefix];
  return children.flatMap((child, i) => leafPaths(child, [...prefix, childKey(treedef, i)]));
}

/** The step from a node to one of its children. */
function childKey({ kind: { type, keys } }: PyTreeDef, i: number): Key {
  const name = keys?.[i];
  if (name === undefined) return { type: "index", index: i };
  return type === "object" ? { type: "key", key: name } : { type: "attribute", name };
}

/** A path as JAX writes it: `['layers'][0].w`; `simple` leaves out the brackets, with a separator between the steps. */
export function keystr(
  path: KeyPath,
  options: { readonly simple?: boolean; readonly separator?: string } = {},
): string {
  const { simple = false, separator = "" } = options;
  return path
    .map((key) => {
      const text = key.type === "index" ? String(key.index) : key.type === "key" ? key.key : key.name;
      if (simple) return text;
      return key.type === "index" ? `[${text}]` : key.type === "key" ? `['${text}']` : `.${text}`;
    })
    .join(separator);
}

/**
 * Where two structures first differ, for error texts: the path, and what stands there on each side. Undefined if they
 * are equal, or if the first is a prefix of the second and prefixes are allowed.
 */
export function firstDifference(
  expected: PyTreeDef,
  found: PyTreeDef,
  options: { readonly prefix?: boolean } = {},
  path: KeyPath = [],
): { readonly path: KeyPath; readonly expected: PyTreeDef; readonly found: PyTreeDef } | undefined {
  if (expected === found || (options.prefix && expected.kind.type === "leaf")) return undefined;
  if (!sameNode(expected, found)) return { path, expected, found };
  for (let i = 0; i < expected.children.length; i++) {
    const [left, right] = [expected.children[i] as PyTreeDef, found.children[i] as PyTreeDef];
    const difference = firstDifference(left, right, options, [...path, childKey(expected, i)]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}
