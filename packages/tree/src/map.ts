import {
  broadcastPrefix,
  type FlattenOptions,
  flatten,
  type KeyPath,
  keystr,
  leafPaths,
  type PyTreeDef,
  unflatten,
} from "@hyrax/core";
import { flattenUpTo, structure } from "./flatten.js";

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
  const [list] = flatten(tree, options);
  const all = ("initializer" in options ? [options.initializer, ...list] : list) as A[];
  if (all.length === 0) throw new TypeError("tree.reduce: the pytree has no leaves; give an initializer");
  return all.reduce(f);
}

/** Whether every leaf is true. */
export function all(tree: unknown, options: FlattenOptions = {}): boolean {
  return flatten(tree, options)[0].every(Boolean);
}

/** Turns a pytree of pytrees inside out: a list of objects into an object of lists. */
export function transpose(outer: PyTreeDef, inner: PyTreeDef, tree: unknown): unknown {
  const columns = flattenUpTo("tree.transpose", outer, tree).map((part) => {
    const [list, found] = flatten(part);
    if (found !== inner) throw new TypeError(`tree.transpose: the inner structure must be ${inner}, found ${found}`);
    return list;
  });
  return unflatten(
    inner,
    Array.from({ length: inner.numLeaves }, (_, i) =>
      unflatten(
        outer,
        columns.map((column) => column[i]),
      ),
    ),
  );
}

/** A prefix of a pytree's structure, with each of its leaves repeated for the leaves of the full one below it. */
export function broadcast(prefix: unknown, full: unknown, options: FlattenOptions = {}): unknown {
  const treedef = structure(full, options);
  return unflatten(treedef, broadcastPrefix("tree.broadcast: the first pytree", prefix, treedef, options));
}

export { keystr };
