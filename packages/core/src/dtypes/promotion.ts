import { canonicalDtype, type DType, dtypeKind } from "./dtype.js";

/** A dtype with its weakness: a weak one comes from a bare number and gives way to the dtypes that it meets. */
export interface Typed {
  readonly dtype: DType;
  readonly weakType: boolean;
}

/**
 * JAX's promotion lattice, each node with what stands directly above it; `i*`, `f*` and `c*` are the weak types.
 * Source: JAX's documentation, "Type promotion semantics".
 */
const above: Readonly<Record<string, readonly string[]>> = {
  bool: ["i*"],
  "i*": ["uint8", "int8"],
  uint8: ["int16", "uint16"],
  uint16: ["int32", "uint32"],
  uint32: ["int64", "uint64"],
  uint64: ["f*"],
  int8: ["int16"],
  int16: ["int32"],
  int32: ["int64"],
  int64: ["f*"],
  "f*": ["bfloat16", "float16", "c*"],
  bfloat16: ["float32"],
  float16: ["float32"],
  float32: ["float64", "complex64"],
  float64: ["complex128"],
  "c*": ["complex64"],
  complex64: ["complex128"],
  complex128: [],
};

const weakDefaults: Readonly<Record<string, DType>> = { "i*": "int64", "f*": "float64", "c*": "complex128" };

const reachable = new Map<string, ReadonlySet<string>>();

/** A node and everything above it. */
function upset(node: string): ReadonlySet<string> {
  let found = reachable.get(node);
  if (found === undefined) {
    found = new Set([node, ...(above[node] ?? []).flatMap((next) => [...upset(next)])]);
    reachable.set(node, found);
  }
  return found;
}

function leastUpperBound(nodes: readonly string[]): string {
  const [first, ...rest] = nodes.map(upset);
  const common = [...(first ?? [])].filter((node) => rest.every((set) => set.has(node)));
  // The least of the common bounds is the one from which all the others can be reached.
  const least = common.find((node) => common.every((other) => upset(node).has(other)));
  if (least === undefined) throw new TypeError(`no dtype is common to ${nodes.join(" and ")}`);
  return least;
}

function node({ dtype, weakType }: Typed): string {
  if (!Object.hasOwn(above, dtype)) {
    throw new TypeError(`there is no arithmetic on ${dtype}`);
  }
  if (!weakType) return dtype;
  const kind = dtypeKind(dtype);
  return kind === "b" ? "bool" : kind === "f" ? "f*" : kind === "c" ? "c*" : "i*";
}

const cache = new Map<string, Typed>();

/** The dtype that operands of these types meet in, and whether it is weak still. Throws for dtypes without arithmetic. */
export function promoteTypes(types: readonly Typed[]): Typed {
  const [first] = types;
  if (first === undefined) throw new TypeError("promoteTypes: at least one type is needed");
  if (types.every((t) => t.dtype === first.dtype)) {
    const weakType = types.every((t) => t.weakType);
    return { dtype: canonicalDtype(first.dtype), weakType };
  }
  const key = types.map((t) => (t.weakType ? `${t.dtype}*` : t.dtype)).join();
  let found = cache.get(key);
  if (found === undefined) {
    const allWeak = types.every((t) => t.weakType);
    const bound = leastUpperBound(types.map((t) => node({ dtype: t.dtype, weakType: t.weakType && !allWeak })));
    const weak = weakDefaults[bound];
    found = { dtype: weak ?? (bound as DType), weakType: allWeak || weak !== undefined };
    cache.set(key, found);
  }
  return { dtype: canonicalDtype(found.dtype), weakType: found.weakType };
}
