import {
  type FlattenOptions,
  firstDifference,
  flatten as flattenTree,
  type KeyPath,
  keystr,
  leafPaths,
  type PyTreeDef,
  requireOptions,
  unflatten as unflattenTree,
} from "@hyrax/core";
import { requireFunction, requireTreedef } from "./require.js";

/** `flatten` by the name of the function that the user called, whose options it checks. */
function known(name: string, tree: unknown, options: FlattenOptions): [leaves: unknown[], treedef: PyTreeDef] {
  requireOptions(`tree.${name}`, options, ["isLeaf"]);
  if (options.isLeaf !== undefined) requireFunction(`tree.${name}: isLeaf`, options.isLeaf);
  return flattenTree(tree, options);
}

/** The leaves of a pytree from left to right. */
export function leaves(tree: unknown, options: FlattenOptions = {}): unknown[] {
  return known("leaves", tree, options)[0];
}

/** The structure of a pytree; equal structures are the same object. */
export function structure(tree: unknown, options: FlattenOptions = {}): PyTreeDef {
  return known("structure", tree, options)[1];
}

/** The leaves of a pytree and its structure, from which `unflatten` builds it again. */
export function flatten(tree: unknown, options: FlattenOptions = {}): [leaves: unknown[], treedef: PyTreeDef] {
  return known("flatten", tree, options);
}

/** The pytree of a structure and leaves. Throws a `TypeError` for another number of leaves than the structure has. */
export function unflatten(treedef: PyTreeDef, leaves: Iterable<unknown>): unknown {
  requireTreedef("tree.unflatten: the first argument", treedef);
  if (typeof (leaves as Iterable<unknown> | undefined)?.[Symbol.iterator] !== "function") {
    throw new TypeError(`tree.unflatten: the second argument must be a list of leaves, found ${String(leaves)}`);
  }
  return unflattenTree(treedef, [...leaves]);
}

/** The leaves of a pytree with the path of each. */
export function leavesWithPath(tree: unknown, options: FlattenOptions = {}): [path: KeyPath, leaf: unknown][] {
  return flattenWithPath(tree, options)[0];
}

/** The leaves of a pytree with the path of each, and its structure. */
export function flattenWithPath(
  tree: unknown,
  options: FlattenOptions = {},
): [leaves: [path: KeyPath, leaf: unknown][], treedef: PyTreeDef] {
  const [list, treedef] = known("flattenWithPath", tree, options);
  const paths = leafPaths(treedef);
  return [list.map((leaf, i) => [paths[i] as KeyPath, leaf]), treedef];
}

/**
 * What a pytree has at the leaves of a structure that is a prefix of its own: leaves, or whole subtrees. Throws a
 * `TypeError` that names the path where the two disagree.
 */
export function flattenUpTo(name: string, treedef: PyTreeDef, tree: unknown): unknown[] {
  const found = structure(tree);
  const difference = firstDifference(treedef, found, { prefix: true });
  if (difference !== undefined) {
    throw new TypeError(
      `${name}: the pytrees differ at ${keystr(difference.path) || "the root"}: ` +
        `the first has ${difference.expected}, another has ${difference.found}`,
    );
  }
  const subtrees = (def: PyTreeDef, of: PyTreeDef): PyTreeDef[] =>
    def.kind.type === "leaf" ? [of] : def.children.flatMap((child, i) => subtrees(child, of.children[i] as PyTreeDef));
  const flat = leaves(tree);
  let next = 0;
  return subtrees(treedef, found).map((sub) => {
    const part = flat.slice(next, next + sub.numLeaves);
    next += sub.numLeaves;
    return unflattenTree(sub, part);
  });
}
