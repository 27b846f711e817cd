import { registeredType } from "./registry.js";
import { leafDef, listDef, nullDef, type PyTreeDef, treeDef } from "./treedef.js";

export interface FlattenOptions {
  /** Values for which this is true are leaves, whatever they are. */
  readonly isLeaf?: (value: unknown) => boolean;
}

/** The leaves of a pytree from left to right, and its structure. */
export function flatten(tree: unknown, options: FlattenOptions = {}): [leaves: unknown[], treedef: PyTreeDef] {
  const leaves: unknown[] = [];
  const treedef = flattenInto(tree, leaves, options.isLeaf);
  return [leaves, treedef];
}

/** Appends the leaves of a pytree to a list and returns its structure. */
export function flattenInto(tree: unknown, leaves: unknown[], isLeaf?: (value: unknown) => boolean): PyTreeDef {
  if (isLeaf?.(tree)) {
    leaves.push(tree);
    return leafDef;
  }
  if (tree === null) return nullDef;
  if (typeof tree === "object" || typeof tree === "function") {
    if (Array.isArray(tree)) return listDef(tree.map((item) => flattenInto(item, leaves, isLeaf)));
    const prototype: unknown = Object.getPrototypeOf(tree);
    if (prototype === Object.prototype || prototype === null) {
      const keys = Object.keys(tree).sort();
      const object = tree as Readonly<Record<string, unknown>>;
      return treeDef(
        { type: "object", keys },
        keys.map((key) => flattenInto(object[key], leaves, isLeaf)),
      );
    }
    const node = registeredType(tree);
    if (node !== undefined) {
      const [children, auxData] = node.flatten(tree);
      return treeDef(
        { type: "node", keys: node.keys?.(tree), node, auxData },
        children.map((child) => flattenInto(child, leaves, isLeaf)),
      );
    }
  }
  leaves.push(tree);
  return leafDef;
}

/** Builds a pytree of this structure from leaves. Throws a `TypeError` for another number of leaves. */
export function unflatten(treedef: PyTreeDef, leaves: readonly unknown[]): unknown {
  if (leaves.length !== treedef.numLeaves) {
    throw new TypeError(`tree.unflatten: ${treedef} has ${treedef.numLeaves} leaves, found ${leaves.length}`);
  }
  let next = 0;
  const build = ({ kind, children }: PyTreeDef): unknown => {
    switch (kind.type) {
      case "leaf":
        return leaves[next++];
      case "null":
        return null;
      case "list":
        return children.map(build);
      case "object":
        return Object.fromEntries(children.map((child, i) => [kind.keys?.[i], build(child)]));
      case "node":
        return kind.node?.unflatten(kind.auxData, children.map(build));
    }
  };
  return build(treedef);
}
