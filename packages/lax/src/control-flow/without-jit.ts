import { ConcreteArray, config, HostStorage, type Array as NDArray, type PyTreeDef, unflatten } from "@hyrax/core";
import { stack } from "../joining.js";
import { require } from "../require.js";
import { reshape } from "../shape.js";
import { sliceInDim } from "../slicing.js";
import { type FlatTree, flattenArrays } from "./leaves.js";

// With the option disableJit control flow is that of JavaScript: functions of the user are called with values, each time,
// so that a debugger or console.log sees them. What depends on values that are not known is traced as ever.

/** Whether control flow runs in JavaScript; what is no function is left to staging, which says so. */
export function runsWithoutJit(...functions: readonly unknown[]): boolean {
  return config.values.disableJit && functions.every((f) => typeof f === "function");
}

/** The value of a scalar that is known here and now. */
export function knownScalar(x: unknown): number | boolean | undefined {
  if (typeof x === "boolean" || typeof x === "number") return x;
  if (!(x instanceof ConcreteArray) || x.ndim > 0 || !(x.storage instanceof HostStorage)) return undefined;
  const value = x.item();
  return typeof value === "boolean" ? value : Number(value);
}

/** What a function of the user returned, with arrays as leaves. */
export function withArrays(what: string, result: unknown): unknown {
  const { arrays, treedef } = flattenArrays(result, what);
  return unflatten(treedef, arrays);
}

/** `scan` as a loop of at least one step. */
export function scanSteps(
  name: string,
  f: (carry: never, x: never) => unknown,
  init: FlatTree,
  rows: FlatTree,
  length: number,
  reverse: boolean,
): [carry: unknown, ys: unknown] {
  const what = `${name}: what the body returns`;
  const outputs: (readonly NDArray[])[] = [];
  let carry: unknown = unflatten(init.treedef, init.arrays);
  let yTree: PyTreeDef | undefined;
  for (let k = 0; k < length; k++) {
    const i = reverse ? length - 1 - k : k;
    const x = unflatten(
      rows.treedef,
      rows.arrays.map((xs) => rowOf(xs, i)),
    );
    // The structure is that of the arguments, whose types the caller's signature has checked.
    const pair = f(carry as never, x as never);
    require(Array.isArray(pair) && pair.length === 2, () =>
      `${name}: the body must return a pair [carry, y], found ${String(pair)}; return [carry, null] for no output`);
    const [next, y] = pair as readonly unknown[];
    carry = withArrays(what, next);
    const flat = flattenArrays(y, what);
    yTree = flat.treedef;
    outputs[i] = flat.arrays;
  }
  const ys = (outputs[0] ?? []).map((_, y) => stack(outputs.map((step) => step[y] as NDArray)));
  return [carry, unflatten(yTree as PyTreeDef, ys)];
}

function rowOf(xs: NDArray, i: number): NDArray {
  return reshape(sliceInDim(xs, i, i + 1), xs.shape.slice(1));
}

/** `whileLoop` as a loop; undefined if the condition depends on values that are not known. */
export function whileSteps(
  name: string,
  condition: (carry: never) => unknown,
  body: (carry: never) => unknown,
  init: FlatTree,
): { readonly carry: unknown } | undefined {
  let carry: unknown = unflatten(init.treedef, init.arrays);
  for (;;) {
    const holds = knownScalar(condition(carry as never));
    if (holds === undefined) return undefined;
    if (!holds) return { carry };
    carry = withArrays(`${name}: what the body returns`, body(carry as never));
  }
}
