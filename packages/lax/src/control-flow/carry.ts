import {
  conversion,
  firstDifference,
  isInteger,
  keystr,
  leafPaths,
  Array as NDArray,
  type PyTreeDef,
  promoteTypes,
  type Scalar,
  type ShapedArray,
  scalarArray,
} from "@hyrax/core";
import { type FlatTree, sameType, typeDifference } from "./leaves.js";
import { adoptDtypes } from "./outputs.js";
import type { StagedFunction } from "./staged-function.js";

/** A loop body that has been staged: what it returns as the new carry, and the rest. */
export interface StagedBody extends StagedFunction {
  /** The structure of the carry that it returns. */
  readonly carryTree: PyTreeDef;
}

/**
 * Stages the body of a loop with the types of its carry, which must be the same before and after each step.
 *
 * An initial carry that is weak is promoted to the type that the body returns, and the body staged once more with it. Throws a
 * `TypeError` that names the leaf and both types if they still differ.
 */
export function stageCarry<S extends StagedBody>(
  name: string,
  init: FlatTree,
  stageBody: (avals: readonly ShapedArray[]) => S,
): { readonly init: readonly NDArray[]; readonly body: S } {
  const first = settle(name, init, init.arrays, stageBody);
  const promoted = promoteWeak(init, first.jaxpr.outAvals);
  const arrays = promoted ?? init.arrays;
  const body = promoted === undefined ? first : settle(name, init, arrays, stageBody);
  checkTypes(
    name,
    init.treedef,
    arrays.map((x) => x.aval),
    body.jaxpr.outAvals,
  );
  return { init: arrays, body };
}

function settle<S extends StagedBody>(
  name: string,
  init: FlatTree,
  arrays: readonly NDArray[],
  stageBody: (avals: readonly ShapedArray[]) => S,
): S {
  const avals = arrays.map((x) => x.aval);
  const body = stageBody(avals);
  checkStructure(name, init.treedef, body.carryTree);
  const jaxpr = adoptDtypes(body.jaxpr, avals);
  return jaxpr === body.jaxpr ? body : { ...body, jaxpr };
}

/** The initial carry in the types that the body returns, where they differ and it is weak; undefined if nothing changes. */
function promoteWeak(init: FlatTree, outs: readonly ShapedArray[]): readonly NDArray[] | undefined {
  let changed = false;
  const arrays = init.arrays.map((x, i) => {
    const out = outs[i] as ShapedArray;
    if (!x.weakType || sameType(x.aval, out)) return x;
    const leaf = init.leaves[i] as NDArray | Scalar;
    // A whole bare number takes an integer dtype as readily as a float.
    const whole = typeof leaf === "number" && Number.isInteger(leaf) && isInteger(out.dtype);
    const { dtype } = whole ? out : promoteTypes([x, out]);
    if (dtype === x.dtype) return x;
    changed = true;
    return leaf instanceof NDArray
      ? conversion.convertElementType(x, { newDtype: dtype, weakType: false })
      : scalarArray(leaf, dtype);
  });
  return changed ? arrays : undefined;
}

function checkStructure(name: string, before: PyTreeDef, after: PyTreeDef): void {
  const difference = firstDifference(before, after);
  if (difference === undefined) return;
  const path = keystr(difference.path);
  throw new TypeError(
    `${name}: the carry must keep its structure, but carry${path} is ${difference.expected} before a step and ${difference.found} after it; ` +
      "return a carry of the structure of the initial one",
  );
}

function checkTypes(
  name: string,
  treedef: PyTreeDef,
  before: readonly ShapedArray[],
  after: readonly ShapedArray[],
): void {
  const differences = leafPaths(treedef).flatMap((path, i) => {
    const [a, b] = [before[i] as ShapedArray, after[i] as ShapedArray];
    if (sameType(a, b)) return [];
    return [`carry${keystr(path)} has type ${a} before a step and ${b} after it, so ${typeDifference(a, b)}`];
  });
  if (differences.length === 0) return;
  throw new TypeError(
    `${name}: the carry must have the same types before and after each step, but ${differences.join("; ")}. ` +
      "Convert what the body returns, or begin with a carry of that type",
  );
}
