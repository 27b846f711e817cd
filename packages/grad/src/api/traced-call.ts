import { flattenResult, type Array as NDArray, type PyTreeDef } from "@hyrax/core";
import { type LinearMap, linearizeFlat, type TracedResults } from "../interpreters/linearize.js";
import { derivativeRules } from "../rules/index.js";
import { type FlatArguments, type UserFunction, unflattenArguments } from "./arguments.js";
import { mapArrays, splitAux } from "./checks.js";

/** Calls a user's function with pytrees of tracers and flattens what it returns. */
export function callFlat(
  name: string,
  f: UserFunction,
  trees: readonly PyTreeDef[],
  inputs: readonly NDArray[],
  hasAux: boolean,
): TracedResults<unknown> & { readonly tree: PyTreeDef } {
  // The types of the arguments were checked where the user called the transformation.
  const args = unflattenArguments(trees, inputs) as never[];
  const [main, aux] = splitAux(name, f(...args), hasAux);
  const [outs, tree] = flattenResult(name, main);
  return { outs, tree, aux: (unwrap) => mapArrays(aux, unwrap) };
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
