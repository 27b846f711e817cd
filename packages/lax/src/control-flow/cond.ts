import {
  asArray,
  controlFlow,
  convertElementType,
  elementwise,
  firstDifference,
  isInteger,
  Jaxpr,
  keystr,
  Literal,
  leafPaths,
  type Array as NDArray,
  type Operand,
  type PyTreeDef,
  type ShapedArray,
  scalarArray,
  unflatten,
  Var,
} from "@hyrax/core";
import { require } from "../require.js";
import { flattenArrays, sameType, typeDifference } from "./leaves.js";
import { adoptDtypes, strengthenOutputs } from "./outputs.js";
import { type StagedFunction, stageFunction } from "./staged-function.js";
import type { Traced } from "./traced.js";
import { knownScalar, runsWithoutJit, withArrays } from "./without-jit.js";

/**
 * `onTrue(...operands)` if the predicate holds, else `onFalse(...operands)`. Both are traced, and one of them runs; under `vmap` with a
 * batched predicate both run.
 *
 * @param predicate a bool or number without axes
 * @param operands pytrees of arrays and numbers
 * @throws a `TypeError` that names the leaf and both types if the functions return different ones
 */
export function cond<A extends readonly unknown[], R>(
  predicate: Operand,
  onTrue: (...operands: { [K in keyof A]: Traced<A[K]> }) => R,
  onFalse: (...operands: { [K in keyof A]: Traced<A[K]> }) => unknown,
  ...operands: A
): Traced<R> {
  const index = predicateIndex(predicate);
  return choose(
    "cond",
    index,
    [onFalse, onTrue],
    ["what onFalse returns", "what onTrue returns"],
    operands,
  ) as Traced<R>;
}

/**
 * Runs the branch that the index numbers, clamped to those there are, on the operands. All branches are traced, and one runs.
 *
 * @param index an integer without axes
 * @throws a `RangeError` if there are no branches, a `TypeError` that names the leaf and both types if they return different ones
 */
function switchBranch<A extends readonly unknown[], R>(
  index: Operand,
  branches: readonly ((...operands: { [K in keyof A]: Traced<A[K]> }) => R)[],
  ...operands: A
): Traced<R> {
  require(Array.isArray(branches), () =>
    `switch: takes a list of branches after the index, found ${typeof branches}; cond chooses between two functions`);
  if (branches.length === 0) throw new RangeError("switch: there are no branches to choose from");
  const names = branches.map((_, i) => `what branch ${i} returns`);
  const which = branchIndex(index, branches.length);
  return choose("switch", which, branches, names, operands) as Traced<R>;
}

// `switch` is a reserved word, which a module may export all the same.
export { switchBranch as switch };

/** The predicate as the number of a branch: 0 or 1. */
function predicateIndex(given: Operand): NDArray {
  requireScalar("cond: the predicate must be a boolean or a number", given);
  if (typeof given !== "object") return scalarArray(Boolean(given), "int32");
  const predicate = asArray(given);
  require(predicate.ndim === 0, () =>
    `cond: the predicate must be a scalar, found ${predicate.aval}; np.where chooses element by element`);
  const holds = predicate.dtype === "bool" ? predicate : elementwise.ne(predicate, 0);
  return convertElementType(holds, { newDtype: "int32", weakType: false });
}

/** Throws a `TypeError` for what is neither an array nor a bare number or boolean. */
function requireScalar(what: string, given: unknown): void {
  const isBare = typeof given === "number" || typeof given === "boolean" || typeof given === "bigint";
  require(isBare || (typeof given === "object" && given !== null), () => `${what}, found ${String(given)}`);
}

function branchIndex(given: Operand, count: number): NDArray {
  requireScalar("switch: the index must be an integer", given);
  if (typeof given !== "object") {
    require(typeof given !== "boolean" && Number.isInteger(Number(given)), () =>
      `switch: the index must be an integer, found ${given}; cond takes a boolean`);
    return scalarArray(Math.min(Math.max(Number(given), 0), count - 1), "int32");
  }
  const index = asArray(given);
  require(index.ndim === 0 && isInteger(index.dtype), () =>
    `switch: the index must be an integer scalar, found ${index.aval}`);
  const int32 =
    index.dtype === "int32" && !index.weakType
      ? index
      : convertElementType(index, { newDtype: "int32", weakType: false });
  return elementwise.clamp(0, int32, count - 1);
}

function choose(
  name: string,
  index: NDArray,
  branches: readonly ((...operands: never[]) => unknown)[],
  names: readonly string[],
  operands: readonly unknown[],
): unknown {
  const flat = flattenArrays(operands, `${name}: the operand`);
  const avals = flat.arrays.map((x) => x.aval);
  const known = runsWithoutJit(...branches) ? knownScalar(index) : undefined;
  if (known !== undefined) {
    const which = Math.max(0, Math.min(branches.length - 1, Number(known)));
    const run = branches[which] as (...operands: readonly unknown[]) => unknown;
    return withArrays(`${name}: ${names[which]}`, run(...(unflatten(flat.treedef, flat.arrays) as readonly unknown[])));
  }
  const staged = branches.map((branch, i) =>
    stageFunction(branch, flat.treedef, avals, { what: `${name}: ${names[i]}`, key: branch, use: "branch" }),
  );
  const [first] = staged;
  const outTree = (first as StagedFunction).outTree;
  staged.forEach(({ outTree: other }, i) => {
    checkStructure(name, outTree, other, names[0] as string, names[i] as string);
  });
  const consts = [...new Set(staged.flatMap((branch) => branch.consts))];
  const programs = joined(staged, consts, (jaxprs) => unify(name, jaxprs, outTree, names));
  return unflatten(outTree, controlFlow.cond([index, ...consts, ...flat.arrays], { branches: programs }));
}

const made = new WeakMap<Jaxpr, Map<string, readonly Jaxpr[]>>();

/**
 * The branches as programs of the same inputs and results. The same branches give the same programs again, so that what was derived
 * from them and compiled is found.
 */
function joined(
  staged: readonly StagedFunction[],
  consts: readonly NDArray[],
  unified: (jaxprs: readonly Jaxpr[]) => readonly Jaxpr[],
): readonly Jaxpr[] {
  const first = (staged[0] as StagedFunction).jaxpr;
  let known = made.get(first);
  if (known === undefined) made.set(first, (known = new Map()));
  const key = staged.map(({ jaxpr, consts: own }) => [jaxpr.id, ...consts.map((x) => own.indexOf(x))].join(" ")).join();
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = unified(shareConsts(staged, consts))));
  return found;
}

/** The branches as programs that take the constants of all of them, each constant once. */
function shareConsts(staged: readonly StagedFunction[], consts: readonly NDArray[]): readonly Jaxpr[] {
  return staged.map(({ jaxpr, consts: own }) => {
    const shared = consts.map((x) => {
      const i = own.indexOf(x);
      return i < 0 ? new Var(x.aval) : (jaxpr.invars[i] as Var);
    });
    return new Jaxpr([], [...shared, ...jaxpr.invars.slice(own.length)], jaxpr.eqns, jaxpr.outs);
  });
}

/** The branches with results of equal types: bare numbers take the dtype of the others, weak ones become strong beside strong ones. */
function unify(name: string, jaxprs: readonly Jaxpr[], outTree: PyTreeDef, names: readonly string[]): readonly Jaxpr[] {
  const leaves = Array.from({ length: outTree.numLeaves }, (_, i) => jaxprs.map((jaxpr) => jaxpr.outs[i]));
  const wanted = leaves.map((atoms) => atoms.find((atom) => !(atom instanceof Literal && atom.aval.weakType))?.aval);
  const adopted = jaxprs.map((jaxpr) => adoptDtypes(jaxpr, wanted));
  const paths = leafPaths(outTree);
  const types = (adopted[0] as Jaxpr).outAvals;
  adopted.forEach(({ outAvals }, branch) => {
    outAvals.forEach((aval, i) => {
      const expected = types[i] as ShapedArray;
      require(sameType(aval, expected), () =>
        `${name}: the branches must return the same types, but${where(keystr(paths[i] ?? []))} ${names[0]} has type ${expected} ` +
        `and ${names[branch]} has type ${aval}, so ${typeDifference(expected, aval)}`);
    });
  });
  const strong = types.map((_, i) => adopted.some((jaxpr) => !(jaxpr.outAvals[i] as ShapedArray).weakType));
  return adopted.map((jaxpr) => strengthenOutputs(jaxpr, strong));
}

const where = (path: string) => (path === "" ? "" : ` at ${path}`);

function checkStructure(name: string, a: PyTreeDef, b: PyTreeDef, nameOfA: string, nameOfB: string): void {
  const difference = firstDifference(a, b);
  if (difference === undefined) return;
  throw new TypeError(
    `${name}: the branches must return the same structure, but${where(keystr(difference.path))} ${nameOfA} is ${difference.expected} ` +
      `and ${nameOfB} is ${difference.found}`,
  );
}
