import { flattenArrays, flattenResult, type Array as NDArray, type PyTreeDef, unflatten } from "@hyrax/core";
import { type LinearMap, linearizeFlat, type TracedResults } from "../interpreters/linearize.js";
import { derivativeRules } from "../rules/index.js";
import { mapArrays, splitAux } from "./checks.js";

/** A user's function, which takes pytrees. */
export type UserFunction = (...args: never[]) => unknown;

/** Calls a user's function with pytrees of tracers and flattens what it returns. */
export function callFlat(
  name: string,
  f: UserFunction,
  trees: readonly PyTreeDef[],
  inputs: readonly NDArray[],
  hasAux: boolean,
): TracedResults<unknown> & { readonly tree: PyTreeDef } {
  let next = 0;
  const args = trees.map((tree) => unflatten(tree, inputs.slice(next, (next += tree.numLeaves))));
  // The types of the arguments were checked where the user called the transformation.
  const [main, aux] = splitAux(name, f(...(args as never[])), hasAux);
  const [outs, tree] = flattenResult(name, main);
  return { outs, tree, aux: (unwrap) => mapArrays(aux, unwrap) };
}

/** Arguments as flat lists. */
export interface FlatArguments {
  readonly inputs: readonly NDArray[];
  readonly trees: readonly PyTreeDef[];
}

export function flattenArguments(name: string, args: readonly unknown[]): FlatArguments {
  const pairs = args.map((arg, i) => flattenArrays(`${name}: argument ${i}`, arg));
  return { inputs: pairs.flatMap(([leaves]) => leaves), trees: pairs.map(([, tree]) => tree) };
}

/** A user's function, evaluated and linearized. */
export interface Linearized {
  readonly outs: readonly NDArray[];
  readonly outTree: PyTreeDef;
  readonly linear: LinearMap;
  readonly aux: unknown;
}

/** Evaluates a user's function at its arguments and linearizes it there, tracing it once. */
export function linearizeCall(
  name: string,
  f: UserFunction,
  { inputs, trees }: FlatArguments,
  hasAux: boolean,
): Linearized {
  let outTree: PyTreeDef | undefined;
  const traced = linearizeFlat(
    (tracers) => {
      const results = callFlat(name, f, trees, tracers, hasAux);
      outTree = results.tree;
      return results;
    },
    inputs,
    derivativeRules,
  );
  return { ...traced, outTree: outTree as PyTreeDef }; // the function has returned
}
