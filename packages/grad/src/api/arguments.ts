import { flattenArrays, type Array as NDArray, type PyTreeDef, unflatten } from "@hyrax/core";

/** A user's function, which takes pytrees. */
export type UserFunction = (...args: never[]) => unknown;

/** Arguments as a flat list, with the structure of each. */
export interface FlatArguments {
  readonly inputs: readonly NDArray[];
  readonly trees: readonly PyTreeDef[];
}

/** Flattens the arguments of a call, or those at some positions. */
export function flattenArguments(
  name: string,
  args: readonly unknown[],
  positions: readonly number[] = args.map((_, i) => i),
): FlatArguments {
  const pairs = positions.map((i) => flattenArrays(`${name}: argument ${i}`, args[i]));
  return { inputs: pairs.flatMap(([leaves]) => leaves), trees: pairs.map(([, tree]) => tree) };
}

/** Arguments again, from flat leaves. */
export function unflattenArguments(trees: readonly PyTreeDef[], leaves: readonly unknown[]): unknown[] {
  let next = 0;
  return trees.map((tree) => unflatten(tree, leaves.slice(next, (next += tree.numLeaves))));
}

/** The arguments with others at some positions. */
export function replaceArguments(
  args: readonly unknown[],
  positions: readonly number[],
  values: readonly unknown[],
): unknown[] {
  const all = [...args];
  positions.forEach((position, i) => {
    all[position] = values[i];
  });
  return all;
}

/** A function of the arguments at some positions alone; the others keep their values, whatever they are. */
export function selectArguments(
  name: string,
  f: UserFunction,
  args: readonly unknown[],
  positions: readonly number[],
): { readonly f: UserFunction; readonly flat: FlatArguments } {
  return {
    // The arguments are those of the user, as the user typed them.
    f: (...selected: never[]) => f(...(replaceArguments(args, positions, selected) as never[])),
    flat: flattenArguments(name, args, positions),
  };
}
