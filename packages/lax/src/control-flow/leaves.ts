import {
  asArray,
  Complex,
  flatten,
  keystr,
  leafPaths,
  Array as NDArray,
  type PyTreeDef,
  type Scalar,
  type ShapedArray,
} from "@hyrax/core";

/** A pytree of arrays and bare numbers, flat. */
export interface FlatTree {
  /** The leaves as they were given. */
  readonly leaves: readonly (NDArray | Scalar)[];
  /** The leaves as arrays. */
  readonly arrays: readonly NDArray[];
  readonly treedef: PyTreeDef;
}

/** Flattens a pytree. Throws a `TypeError` that names the path of a leaf that is neither an array nor a number. */
export function flattenArrays(tree: unknown, what: string): FlatTree {
  const [found, treedef] = flatten(tree);
  const leaves = found.map((leaf, i) => {
    if (
      leaf instanceof NDArray ||
      typeof leaf === "number" ||
      typeof leaf === "boolean" ||
      typeof leaf === "bigint" ||
      leaf instanceof Complex
    ) {
      return leaf;
    }
    const path = keystr(leafPaths(treedef)[i] ?? []);
    throw new TypeError(`${what}${path} must be an array or a number, found ${describe(leaf)}`);
  });
  return { leaves, arrays: leaves.map(asArray), treedef };
}

function describe(leaf: unknown): string {
  if (leaf === undefined) return "undefined; null stands for no result";
  if (leaf instanceof Promise) {
    return "a promise; the function is traced while it runs, so await values before the call and pass them as arguments";
  }
  return typeof leaf === "object" ? `object ${leaf?.constructor?.name}` : `${typeof leaf} ${String(leaf)}`;
}

/** Equal in shape and dtype; weakness may differ. */
export function sameType(a: ShapedArray, b: ShapedArray): boolean {
  return a === b || (a.dtype === b.dtype && a.shape.join() === b.shape.join() && a.shape.length === b.shape.length);
}

/** What differs between two types, in words. */
export function typeDifference(a: ShapedArray, b: ShapedArray): string {
  const shapes = a.shape.join() === b.shape.join() ? [] : ["the shapes do not match"];
  const dtypes = a.dtype === b.dtype ? [] : ["the dtypes do not match"];
  return [...dtypes, ...shapes].join(", and ");
}
