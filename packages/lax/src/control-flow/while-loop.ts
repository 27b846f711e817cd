import { controlFlow, listDef, unflatten } from "@hyrax/core";
import { require } from "../require.js";
import { stageCarry } from "./carry.js";
import { flattenArrays } from "./leaves.js";
import { stageFunction } from "./staged-function.js";
import type { Traced } from "./traced.js";
import { runsWithoutJit, whileSteps } from "./without-jit.js";

/**
 * Runs `carry = body(carry)` as long as `condition(carry)` holds, and returns the last carry. It is traced once and compiles to
 * a loop. Its number of steps is not known beforehand, so it has forward derivatives only; `scan` has both.
 *
 * @param condition takes the carry, returns a bool scalar
 * @param body takes the carry, returns one of the same structure and types
 * @param init the first carry: a pytree of arrays and numbers
 * @throws a `TypeError` that names the leaf and both types if the carry changes its type
 */
export function whileLoop<C>(
  condition: (carry: Traced<C>) => unknown,
  body: (carry: Traced<C>) => unknown,
  init: C,
): Traced<C> {
  // The pytree has the structure of the initial carry, with arrays as leaves.
  return whileLoopAs("whileLoop", { condition, body, use: "whileLoop" }, condition, body, init) as Traced<C>;
}

/** `whileLoop` by the name of the function that the user called; `keys` are the user's own functions. */
export function whileLoopAs(
  name: string,
  keys: { readonly condition: object; readonly body: object; readonly use: string },
  condition: (carry: never) => unknown,
  body: (carry: never) => unknown,
  init: unknown,
): unknown {
  const carry = flattenArrays(init, `${name}: the initial carry`);
  const done = runsWithoutJit(keys.condition, keys.body) ? whileSteps(name, condition, body, carry) : undefined;
  if (done !== undefined) return done.carry;
  const inTree = listDef([carry.treedef]);
  const { init: start, body: staged } = stageCarry(name, carry, (avals) => {
    const what = `${name}: what the body returns`;
    const found = stageFunction(body, inTree, avals, { what, key: keys.body, use: `${keys.use} body` });
    return { ...found, carryTree: found.outTree };
  });
  const test = stageFunction(
    condition,
    inTree,
    start.map((x) => x.aval),
    { what: `${name}: what the condition returns`, key: keys.condition, use: `${keys.use} condition` },
  );
  require(test.outTree.kind.type === "leaf", () =>
    `${name}: the condition must return one bool scalar, found ${test.outTree}`);
  const [predicate] = test.jaxpr.outAvals;
  require(predicate?.dtype === "bool" && predicate.shape.length === 0, () =>
    `${name}: the condition must return one bool scalar, found ${predicate}; compare, and reduce with np.all or np.any`);
  const outs = controlFlow.whileLoop([...test.consts, ...staged.consts, ...start], {
    condJaxpr: test.jaxpr,
    condNumConsts: test.consts.length,
    bodyJaxpr: staged.jaxpr,
    bodyNumConsts: staged.consts.length,
  });
  return unflatten(carry.treedef, outs);
}
