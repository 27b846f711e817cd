import {
  firstDifference,
  hoistConsts,
  keystr,
  leafPaths,
  listDef,
  type PyTreeDef,
  type ShapedArray,
  stage,
  unflatten,
} from "@hyrax/core";
import { require } from "../require.js";
import { flattenArrays, sameType, typeDifference } from "./leaves.js";
import { adoptDtypes } from "./outputs.js";
import type { StagedFunction } from "./staged-function.js";
import type { Traced } from "./traced.js";

/** What the functions of a solver take and return: a pytree with these types. */
export interface Vector {
  /** What it is to the user: `"b"`. */
  readonly name: string;
  readonly treedef: PyTreeDef;
  readonly avals: readonly ShapedArray[];
}

/**
 * Stages a function of a solver, from vectors of the given kinds to one of the last kind. It is not remembered, since solvers close
 * over the functions that they get. Throws a `TypeError` that names the leaf where it returns something else.
 *
 * @param what what the function returns, for error texts: `"customRoot: what solve returns"`
 * @param hasAux whether it returns `[vector, aux]`
 */
export function stageOfVectors<V>(
  what: string,
  f: (...vectors: Traced<V>[]) => unknown,
  vectors: readonly [Vector, ...Vector[]],
  hasAux: boolean,
): StagedFunction {
  const [vector] = vectors;
  const inTree = listDef(vectors.map(({ treedef }) => treedef));
  let outTree: PyTreeDef = vector.treedef;
  const { jaxpr, consts } = stage(
    (inputs) => {
      const out = flattenArrays(f(...(unflatten(inTree, inputs) as Traced<V>[])), what);
      outTree = out.treedef;
      return out.arrays;
    },
    vectors.flatMap(({ avals }) => avals),
  );
  requireVectorTree(what, hasAux ? vectorOfPair(what, outTree) : outTree, vector);
  const adopted = adoptDtypes(hoistConsts(jaxpr), vector.avals);
  requireVectorTypes(what, adopted.outAvals, vector);
  return { jaxpr: adopted, consts, outTree };
}

function vectorOfPair(what: string, tree: PyTreeDef): PyTreeDef {
  const [vector] = tree.children;
  require(vector !== undefined && tree.kind.type === "list" && tree.children.length === 2, () =>
    `${what} must be a pair [solution, aux] with hasAux, found ${tree}`);
  return vector;
}

function requireVectorTree(what: string, found: PyTreeDef, { name, treedef }: Vector): void {
  const difference = firstDifference(treedef, found);
  require(difference === undefined, () => {
    const path = keystr(difference?.path ?? []);
    const place = path === "" ? "it is" : `at ${path} there is`;
    return `${what} must have the structure of ${name}, ${treedef}, but ${place} ${difference?.found}`;
  });
}

function requireVectorTypes(what: string, found: readonly ShapedArray[], { name, treedef, avals }: Vector): void {
  const paths = leafPaths(treedef);
  avals.forEach((aval, i) => {
    const other = found[i] as ShapedArray;
    const path = keystr(paths[i] ?? []);
    require(sameType(aval, other), () =>
      `${what}${path} is ${other}, but ${name}${path} is ${aval}: ${typeDifference(aval, other)}`);
  });
}
