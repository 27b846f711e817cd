import { memo } from "../memo.js";
import type { NodeType } from "./registry.js";

/** What stands at a node of a pytree, besides its children. */
export interface TreeKind {
  readonly type: "leaf" | "null" | "list" | "object" | "node";
  /** The names of the children: the keys of an object, or of the attributes of a registered class that names them. */
  readonly keys?: readonly string[] | undefined;
  /** The class of a node, and its data that belongs to the structure. */
  readonly node?: NodeType;
  readonly auxData?: unknown;
}

/** The structure of a pytree without its leaves. Equal structures are the same object, so `===` compares them. */
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

function describe({ kind: { type, keys = [], node, auxData }, children }: PyTreeDef): string {
  const parts = children.map(describe);
  switch (type) {
    case "leaf":
      return "*";
    case "null":
      return "None";
    case "list":
      return `[${parts.join(", ")}]`;
    case "object":
      return `{${keys.map((key, i) => `'${key}': ${parts[i]}`).join(", ")}}`;
    case "node":
      return `CustomNode(${node?.name}[${typeof auxData === "function" ? auxData.name : auxData}], [${parts.join(", ")}])`;
  }
}

/** Structures by all but the class and the data of their node, of which there may be several. */
const interned = new Map<string, PyTreeDef[]>();
let nextId = 0;

/** The structure of these children at a node of this kind. */
export function treeDef(kind: TreeKind, children: readonly PyTreeDef[]): PyTreeDef {
  let key: string = kind.type;
  for (const child of children) key += `,${child.id}`;
  if (kind.keys !== undefined) key += JSON.stringify(kind.keys);
  const alike = memo(interned, key, () => []);
  let found = alike.find((def) => def.kind.node === kind.node && sameData(def.kind.auxData, kind.auxData));
  if (found === undefined) alike.push((found = new PyTreeDef(kind, children, nextId++)));
  return found;
}

/** The structure of a single leaf. */
export const leafDef = treeDef({ type: "leaf" }, []);
/** The structure of `null`. */
export const nullDef = treeDef({ type: "null" }, []);

export function listDef(children: readonly PyTreeDef[]): PyTreeDef {
  return treeDef({ type: "list" }, children);
}

/** Equal by identity, by an `equals` method, or as plain lists and objects of equal values. */
function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if ("equals" in a && typeof a.equals === "function") return Boolean(a.equals(b));
  const prototype: unknown = Object.getPrototypeOf(a);
  if (prototype !== Object.getPrototypeOf(b) || (prototype !== Object.prototype && !Array.isArray(a))) return false;
  const entries = Object.entries(a);
  return (
    entries.length === Object.keys(b).length &&
    entries.every(([key, value]) => sameData(value, (b as Readonly<Record<string, unknown>>)[key]))
  );
}

/** Whether two structures agree at the root: the same kind of node with as many children, whatever those are. */
export function sameNode({ kind: a, children }: PyTreeDef, { kind: b, children: others }: PyTreeDef): boolean {
  return (
    a.type === b.type &&
    a.node === b.node &&
    children.length === others.length &&
    sameData([a.keys, a.auxData], [b.keys, b.auxData])
  );
}
