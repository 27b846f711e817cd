import {
  type ClosedJaxpr,
  config,
  flattenResult,
  type Array as NDArray,
  type PyTreeDef,
  type ShapedArray,
  stage,
  unflatten,
} from "@hyrax/core";

/** A function of pytrees as a jaxpr of flat lists. */
export interface TracedFunction extends ClosedJaxpr {
  /** The structure of what the function returned. */
  readonly outTree: PyTreeDef;
}

/** One argument of a call: a pytree of arrays, or a value that is part of the program. */
export type Argument = { readonly tree: PyTreeDef } | { readonly value: unknown };

/** Runs a user's function once on tracers. `arguments_` says how the flat inputs make up its arguments. */
export function traceFunction(
  transformation: string,
  f: (...args: never[]) => unknown,
  arguments_: readonly Argument[],
  inAvals: readonly ShapedArray[],
): TracedFunction {
  let outTree: PyTreeDef | undefined;
  const start = performance.now();
  const closed = stage((inputs) => {
    const [outs, tree] = flattenResult(transformation, f(...(buildArguments(arguments_, inputs) as never[])));
    outTree = tree;
    return outs;
  }, inAvals);
  if (config.values.logCompiles) {
    const time = (performance.now() - start).toFixed(2);
    console.warn(`hyrax: traced ${functionName(f)}(${inAvals.join(", ")}) for ${transformation} in ${time} ms`);
  }
  // The function has run: without a structure of its result, stage would have thrown.
  return { ...closed, outTree: outTree as PyTreeDef };
}

/** The name of a user's function, as jaxprs and logs have it. */
export function functionName(f: (...args: never[]) => unknown): string {
  return f.name || "fun";
}

function buildArguments(arguments_: readonly Argument[], inputs: readonly NDArray[]): unknown[] {
  let next = 0;
  return arguments_.map((argument) => {
    if ("value" in argument) return argument.value;
    const { tree } = argument;
    const leaves = inputs.slice(next, next + tree.numLeaves);
    next += tree.numLeaves;
    return unflatten(tree, leaves);
  });
}
