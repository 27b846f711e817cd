import type { NodeType } from "./registry.js";

/** The structure of a pytree without its leaves. Equal structures are the same object, so `===` compares them. */
export type TreeDef = PyTreeDef;

export type TreeKind =
  | { readonly type: "leaf" }
  | { readonly type: "null" }
  | { readonly type: "list" }
  | { readonly type: "object"; readonly keys: readonly string[] }
  | { readonly type: "node"; readonly node: NodeType; readonly auxData: unknown; readonly keys?: readonly string[] };

export class PyTreeDef {
  /** The number of leaves. */
  readonly numLeaves: number;

  constructor(
    readonly kind: TreeKind,
    readonly children: readonly PyTreeDef[],
    /** Tells structures apart in the keys of caches. */
    readonly id: number,
  ) {
    this.numLeaves = kind.type === "leaf" ? 1 : children.reduce((n, child) => n + child.numLeaves, 0);
  }

  /** As JAX prints it: `PyTreeDef({'a': *, 'b': [*, *]})`. */
  toString(): string {
    return `PyTreeDef(${describe(this)})`;
  }
}

function describe({ kind, children }: PyTreeDef): string {
  const parts = children.map(describe);
  switch (kind.type) {
    case "leaf":
      return "*";
    case "null":
      return "None";
    case "list":
      return `[${parts.join(", ")}]`;
    case "object":
      return `{${kind.keys.map((key, i) => `'${key}': ${parts[i]}`).join(", ")}}`;
    case "node":
      return `CustomNode(${kind.node.name}[${String(kind.auxData)}], [${parts.join(", ")}])`;
  }
}

const interned = new Map<string, PyTreeDef>();
let nextId = 0;

function intern(key: string, kind: TreeKind, children: readonly PyTreeDef[]): PyTreeDef {
  let found = interned.get(key);
  if (found === undefined) {
    found = new PyTreeDef(kind, children, nextId++);
    interned.set(key, found);
  }
  return found;
}

const ids = (children: readonly PyTreeDef[]) => {
  let key = "";
  for (const child of children) key += `${child.id},`;
  return key;
};

/** The structure of a single leaf. */
export const leafDef = intern("*", { type: "leaf" }, []);
/** The structure of `null`. */
export const nullDef = intern("null", { type: "null" }, []);

export function listDef(children: readonly PyTreeDef[]): PyTreeDef {
  return intern(`[${ids(children)}`, { type: "list" }, children);
}

export function objectDef(keys: readonly string[], children: readonly PyTreeDef[]): PyTreeDef {
  return intern(`{${ids(children)}${JSON.stringify(keys)}`, { type: "object", keys }, children);
}

/** Structures of registered classes, for each node type: data of the structure is compared as `sameAux` says. */
const nodeDefs = new WeakMap<NodeType, PyTreeDef[]>();

export function nodeDef(
  node: NodeType,
  auxData: unknown,
  children: readonly PyTreeDef[],
  keys?: readonly string[],
): PyTreeDef {
  let list = nodeDefs.get(node);
  if (list === undefined) nodeDefs.set(node, (list = []));
  const found = list.find(
    (def) =>
      def.kind.type === "node" &&
      sameAux(def.kind.auxData, auxData) &&
      def.children.length === children.length &&
      def.children.every((child, i) => child === children[i]),
  );
  if (found !== undefined) return found;
  const def = new PyTreeDef({ type: "node", node, auxData, ...(keys && { keys }) }, children, nextId++);
  list.push(def);
  return def;
}

/** Equal by identity, by an `equals` method, or as plain lists and objects of equal values. */
function sameAux(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if ("equals" in a && typeof a.equals === "function") return Boolean(a.equals(b));
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (!Array.isArray(a) && Object.getPrototypeOf(a) !== Object.prototype) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([key, value]) => sameAux(value, (b as Readonly<Record<string, unknown>>)[key]))
  );
}

/** Whether two structures agree at the root: the same kind of node with as many children, whatever those are. */
export function sameNode(a: PyTreeDef, b: PyTreeDef): boolean {
  if (a.kind.type !== b.kind.type || a.children.length !== b.children.length) return false;
  if (a.kind.type === "object") return sameAux(a.kind.keys, b.kind.type === "object" ? b.kind.keys : undefined);
  if (a.kind.type !== "node" || b.kind.type !== "node") return true;
  return a.kind.node === b.kind.node && sameAux(a.kind.auxData, b.kind.auxData);
}
