import {
  type Args,
  flatten,
  isInexact,
  leafArray,
  leafName,
  Array as NDArray,
  type PyTreeDef,
  type ShapedArray,
  stage,
} from "@hyrax/core";
import { LinearInput } from "../interpreters/rule-kinds.js";
import { instantiate } from "../interpreters/tangent.js";
import { backwardPass } from "../interpreters/transpose.js";
import { derivativeRules } from "../rules/index.js";
import { unflattenArguments } from "./arguments.js";
import { requireFunction, tangentLeaves } from "./checks.js";
import type { Arrays } from "./gradient-types.js";
import { callFlat } from "./traced-call.js";

/**
 * The transpose of a function that is known to be linear, which is never evaluated.
 *
 * @param primals give the types of the arguments; their values do not matter, and `ShapeDtypeStruct`s will do
 * @returns a function that takes a cotangent of the structure of the result and returns a list with a cotangent for
 * each argument
 * @throws TypeError if an argument is not floating; MissingRuleError if the function is not linear
 *
 * @example
 * linearTranspose((x: Array) => x.mul(3), np.zeros([2]))(np.array([1, 2])); // [[3, 6]]
 */
export function linearTranspose<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  ...primals: Args<A>
): (ct: Args<[R]>[0]) => { -readonly [K in keyof A]: Arrays<A[K]> };
export function linearTranspose(f: (...args: never[]) => unknown, ...primals: readonly unknown[]): unknown {
  const name = "linearTranspose";
  requireFunction(name, f);
  const avals: ShapedArray[] = [];
  const trees = primals.map((primal, k) => {
    const [leaves, tree] = flatten(primal, { isLeaf: (value) => avalOf(value) !== undefined });
    leaves.forEach((leaf, i) => {
      avals.push(floatingAval(leaf, () => leafName(`${name}: argument ${k}`, tree, i)));
    });
    return tree;
  });
  let outTree: PyTreeDef | undefined;
  const { jaxpr, consts } = stage((inputs) => {
    const { outs, tree } = callFlat(name, f, trees, inputs, false);
    outTree = tree;
    return outs;
  }, avals);
  const resultTree = outTree as PyTreeDef; // stage has run the function
  return (ct: unknown) => {
    const cts = tangentLeaves("the transposed function: its cotangent", ct, "the result", resultTree, jaxpr.outAvals);
    const inputs = avals.map((aval) => new LinearInput(aval));
    const found = backwardPass(jaxpr, consts, inputs, cts, derivativeRules).filter((x) => x !== null);
    return unflattenArguments(trees, found.map(instantiate));
  };
}

/** The type that an array or something in place of one has. */
function avalOf(value: unknown): ShapedArray | undefined {
  if (value instanceof NDArray) return value.aval;
  const isStandIn = typeof value === "object" && value !== null && "aval" in value;
  return isStandIn ? (value.aval as ShapedArray) : undefined;
}

function floatingAval(leaf: unknown, where: () => string): ShapedArray {
  const aval = avalOf(leaf) ?? leafArray(leaf, where).aval;
  if (isInexact(aval.dtype)) return aval;
  throw new TypeError(`${where()} is ${aval}, but a linear function takes floating arrays; close over the others`);
}
