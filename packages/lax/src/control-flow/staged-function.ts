import {
  ConcreteArray,
  collective,
  config,
  hoistConsts,
  innerJaxprs,
  type Jaxpr,
  type Array as NDArray,
  type Primitive,
  type PyTreeDef,
  type ShapedArray,
  stage,
  unflatten,
} from "@hyrax/core";
import { flattenArrays } from "./leaves.js";

/** A function of the user as a program: what it closed over has become leading inputs. */
export interface StagedFunction {
  /** `[...consts, ...inputs] → outs`. */
  readonly jaxpr: Jaxpr;
  readonly consts: readonly NDArray[];
  readonly outTree: PyTreeDef;
}

export interface StagingOptions {
  /** What the function is to the user, for error texts: `"scan: what the body returns"`. */
  readonly what: string;
  /** The function that the user passed: what it does is assumed not to change, so it is staged once for inputs of the same types. */
  readonly key: object;
  /** Tells apart the different uses of one function. */
  readonly use: string;
}

const staged = new WeakMap<object, Map<string, StagedFunction>>();

/** Beyond so many types of inputs of one function the oldest are forgotten. */
const capacity = 256;

/**
 * Stages a function whose arguments are pytrees: `inTree` is the structure of the list of them.
 *
 * The result is kept for the next call with the same function and types, so that a loop around an eager `scan` does not trace
 * its body again. As in JAX, what the function reads from variables outside is what it was the first time.
 *
 * Throws a `TypeError` where the user passed something that is no function.
 */
export function stageFunction(
  f: (...args: never[]) => unknown,
  inTree: PyTreeDef,
  inAvals: readonly ShapedArray[],
  { what, key, use }: StagingOptions,
): StagedFunction {
  if (typeof key !== "function") {
    const found = key === null || key === undefined ? String(key) : `${typeof key} ${String(key)}`;
    throw new TypeError(`${what} must come from a function, found ${found}`);
  }
  let programs = staged.get(key);
  if (programs === undefined) staged.set(key, (programs = new Map()));
  const types = `${use}:${inTree.id}:${inAvals.map((aval) => aval.id).join()}:${config.values.enableX64}`;
  const known = programs.get(types);
  if (known !== undefined) return known;
  const found = stageNow(f, inTree, inAvals, what);
  if (isSelfContained(found)) {
    if (programs.size >= capacity) programs.delete(programs.keys().next().value as string);
    programs.set(types, found);
  }
  return found;
}

function stageNow(
  f: (...args: never[]) => unknown,
  inTree: PyTreeDef,
  inAvals: readonly ShapedArray[],
  what: string,
): StagedFunction {
  let outTree: PyTreeDef | undefined;
  const { jaxpr, consts } = stage((inputs) => {
    // The structure is that of a list of arguments, whose types the caller's signature has checked.
    const args = unflatten(inTree, inputs) as never[];
    const out = flattenArrays(f(...args), what);
    outTree = out.treedef;
    return out.arrays;
  }, inAvals);
  return { jaxpr: hoistConsts(jaxpr), consts, outTree: outTree as PyTreeDef };
}

const collectives: ReadonlySet<Primitive> = new Set(Object.values(collective));

/** Whether a program means the same wherever it is used: it holds no tracers, and no named axis of an enclosing map. */
function isSelfContained({ jaxpr, consts }: StagedFunction): boolean {
  return consts.every((x) => x instanceof ConcreteArray) && !communicates(jaxpr);
}

function communicates(jaxpr: Jaxpr): boolean {
  return jaxpr.eqns.some((eqn) => collectives.has(eqn.primitive) || innerJaxprs(eqn.params).some(communicates));
}
