import { memo } from "../memo.js";
import { canonicalDtype, type DType, dtypeKind } from "./dtype.js";

/** A dtype with its weakness: a weak one comes from a bare number and gives way to the dtypes that it meets. */
export interface Typed {
  readonly dtype: DType;
  readonly weakType: boolean;
}

/**
 * JAX's promotion lattice, each node with what stands directly above it, and before all of it; `i*`, `f*` and `c*` are
 * the weak types. Source: JAX's documentation, "Type promotion semantics".
 */
const above: Readonly<Record<string, readonly string[]>> = {
  bool: ["i*"],
  "i*": ["uint8", "int8"],
  uint8: ["int16", "uint16"],
  int8: ["int16"],
  uint16: ["int32", "uint32"],
  int16: ["int32"],
  uint32: ["int64", "uint64"],
  int32: ["int64"],
  uint64: ["f*"],
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

function isBelow(node: string, bound: string): boolean {
  return node === bound || (above[node] as readonly string[]).some((next) => isBelow(next, bound));
}

/** The least bound is the first that all nodes are below, since every other one stands above it. */
function leastUpperBound(nodes: readonly string[]): string {
  return Object.keys(above).find((bound) => nodes.every((node) => isBelow(node, bound))) as string;
}

function node({ dtype, weakType }: Typed): string {
  if (!(dtype in above)) throw new TypeError(`${dtype} has no arithmetic`);
  if (!weakType) return dtype;
  return { b: "bool", f: "f*", c: "c*" }[dtypeKind(dtype) as string] ?? "i*";
}

const cache = new Map<string, Typed>();

/** The dtype that operands of these types meet in, and whether it is weak still. Throws for dtypes without arithmetic. */
export function promoteTypes(types: readonly Typed[]): Typed {
  const [first] = types;
  if (first === undefined) throw new TypeError("promoteTypes: takes at least one type");
  if (types.every((t) => t.dtype === first.dtype)) {
    const weakType = types.every((t) => t.weakType);
    return { dtype: canonicalDtype(first.dtype), weakType };
  }
  const key = types.map((t) => (t.weakType ? `${t.dtype}*` : t.dtype)).join();
  const { dtype, weakType } = memo(cache, key, () => {
    const allWeak = types.every((t) => t.weakType);
    const bound = leastUpperBound(types.map((t) => node({ dtype: t.dtype, weakType: t.weakType && !allWeak })));
    const weak = weakDefaults[bound];
    return { dtype: weak ?? (bound as DType), weakType: allWeak || weak !== undefined };
  });
  return { dtype: canonicalDtype(dtype), weakType };
}
