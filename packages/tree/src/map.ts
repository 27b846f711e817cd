import {
  broadcastPrefix,
  type FlattenOptions,
  firstDifference,
  flatten,
  type KeyPath,
  keystr,
  leafPaths,
  type PyTreeDef,
  requireOptions,
  unflatten,
} from "@hyrax/core";
import { flattenUpTo, leaves, structure } from "./flatten.js";
import { requireFunction, requireTreedef } from "./require.js";

/** The type of a pytree with its leaves of type `L` replaced. */
export type Mapped<T, L, R> = T extends L
  ? R
  : T extends readonly unknown[] | Readonly<Record<string, unknown>>
    ? { [K in keyof T]: Mapped<T[K], L, R> }
    : T;

/** An options object stands last; it is told from a pytree by having `isLeaf`, a function, as its only key. */
function splitOptions(args: readonly unknown[]): [trees: readonly unknown[], options: FlattenOptions] {
  const last = args.at(-1);
  const isOptions =
    typeof last === "object" &&
    last !== null &&
    Object.keys(last).length === 1 &&
    "isLeaf" in last &&
    typeof last.isLeaf === "function";
  return isOptions ? [args.slice(0, -1), last as FlattenOptions] : [args, {}];
}

/**
 * Applies a function to each leaf, and to what further pytrees have at its place.
 *
 * @throws TypeError naming the path where a further pytree does not have the structure of the first
 *
 * @example
 * tree.map((p, g) => p.sub(g.mul(0.1)), params, grads);
 */
export function map<T, L, R>(
  f: (leaf: L, ...rest: L[]) => R,
  tree: T,
  ...rest: readonly (T | FlattenOptions)[]
): Mapped<T, L, R> {
  requireFunction("tree.map", f);
  const [others, options] = splitOptions(rest);
  const [list, treedef] = flatten(tree, options);
  const columns = others.map((other) => flattenUpTo("tree.map", treedef, other));
  // The leaves have the type that the caller's function takes; unflatten rebuilds the structure of `tree`.
  const mapped = list.map((leaf, i) => f(leaf as L, ...(columns.map((column) => column[i]) as L[])));
  return unflatten(treedef, mapped) as Mapped<T, L, R>;
}

/** As `map`, with the path of each leaf as the first argument. */
export function mapWithPath<T, L, R>(
  f: (path: KeyPath, leaf: L, ...rest: L[]) => R,
  tree: T,
  ...rest: readonly (T | FlattenOptions)[]
): Mapped<T, L, R> {
  requireFunction("tree.mapWithPath", f);
  const [others, options] = splitOptions(rest);
  const [list, treedef] = flatten(tree, options);
  const paths = leafPaths(treedef);
  const columns = others.map((other) => flattenUpTo("tree.mapWithPath", treedef, other));
  const mapped = list.map((leaf, i) =>
    f(paths[i] as KeyPath, leaf as L, ...(columns.map((column) => column[i]) as L[])),
  );
  return unflatten(treedef, mapped) as Mapped<T, L, R>;
}

/** Folds the leaves from left to right, from `initializer` or else the first leaf. Throws a `TypeError` without either. */
export function reduce<A>(
  f: (accumulated: A, leaf: A) => A,
  tree: unknown,
  options: FlattenOptions & { readonly initializer?: A } = {},
): A {
  requireFunction("tree.reduce", f);
  requireOptions("tree.reduce", options, ["initializer", "isLeaf"]);
  const { isLeaf } = options;
  const list = leaves(tree, isLeaf === undefined ? {} : { isLeaf });
  const all = ("initializer" in options ? [options.initializer, ...list] : list) as A[];
  if (all.length === 0) throw new TypeError("tree.reduce: the pytree has no leaves; give an initializer");
  return all.reduce(f);
}

/** Whether every leaf is true. */
export function all(tree: unknown, options: FlattenOptions = {}): boolean {
  return leaves(tree, options).every(Boolean);
}

/**
 * Turns a pytree of pytrees inside out: a list of objects into an object of lists.
 *
 * @param inner the structure of the inner pytrees; null takes it from the first of them
 * @throws TypeError naming the path of an inner pytree that has another structure
 */
export function transpose(outer: PyTreeDef, inner: PyTreeDef | null, tree: unknown): unknown {
  requireTreedef("tree.transpose: the outer structure", outer);
  if (inner !== null) requireTreedef("tree.transpose: the inner structure", inner);
  const parts = flattenUpTo("tree.transpose", outer, tree).map((part) => flatten(part));
  const expected = inner ?? parts[0]?.[1];
  if (expected === undefined) {
    throw new TypeError("tree.transpose: the outer structure has no leaves, so the inner structure must be given");
  }
  const paths = leafPaths(outer);
  const columns = parts.map(([list, found], i) => {
    const difference = firstDifference(expected, found);
    if (difference === undefined) return list;
    const path = keystr([...(paths[i] ?? []), ...difference.path]) || "the root";
    throw new TypeError(
      `tree.transpose: the inner structure must be ${expected}, but at ${path} there is ${difference.found} in place of ${difference.expected}`,
    );
  });
  return unflatten(
    expected,
    Array.from({ length: expected.numLeaves }, (_, i) =>
      unflatten(
        outer,
        columns.map((column) => column[i]),
      ),
    ),
  );
}

/** A prefix of a pytree's structure, with each of its leaves repeated for the leaves of the full one below it. */
export function broadcast(prefix: unknown, full: unknown, options: FlattenOptions = {}): unknown {
  requireOptions("tree.broadcast", options, ["isLeaf"]);
  const treedef = structure(full, options);
  return unflatten(treedef, broadcastPrefix("tree.broadcast: the first pytree", prefix, treedef, options));
}

export { keystr };
