import {
  bottomTrace,
  DeviceError,
  flatten,
  flattenInto,
  leafArray,
  leafName,
  Array as NDArray,
  type PyTreeDef,
  typedArrayDtype,
  unflatten,
  withTrace,
} from "@hyrax/core";
import type { HostFunction } from "@hyrax/core/library";
import { hostResults } from "./host-result.js";
import { areOnHost, broughtToHost, onHostDevice } from "./host-values.js";

/** A call of a host function, flat: its arrays, and what calls the user's function with their values. */
export interface HostCall {
  readonly inputs: readonly NDArray[];
  readonly callback: HostFunction;
}

export function requireFunction(name: string, f: unknown): void {
  if (typeof f !== "function") {
    throw new TypeError(
      `${name}: takes a function of the host as its first argument, found ${f === null ? "null" : typeof f}`,
    );
  }
}

/** A call of a function that returns results of the types that `tree` and the avals of the call say. */
export function callForResults(
  name: string,
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
  tree: PyTreeDef,
): HostCall {
  const leaves: unknown[] = [];
  const trees = args.map((arg) => flattenInto(arg, leaves));
  let next = 0;
  const inputs = trees.flatMap((argTree, i) =>
    Array.from({ length: argTree.numLeaves }, (_, k) =>
      leafArray(leaves[next++], () => leafName(`${name}: argument ${i}`, argTree, k)),
    ),
  );
  const callback: HostFunction = (values, avals) => {
    if (!areOnHost(values)) {
      throw new DeviceError(
        `${name}: the function needs elements that are on ${values[0]?.device}, which a program cannot wait for; ` +
          `run this part on the cpu, with arrays from await x.data() or devicePut(x, "cpu")`,
      );
    }
    return hostResults(
      name,
      atHost(() => f(...buildArguments(trees, values))),
      tree,
      avals,
    );
  };
  return { inputs, callback };
}

/**
 * A call of a function that returns nothing. What is no array or typed array among its arguments (numbers, texts,
 * objects of other classes) is handed over as it is. Elements on a device that is read asynchronously are awaited first.
 */
export function callForEffect(f: (...args: never[]) => unknown, args: readonly unknown[]): HostCall {
  const [leaves, tree] = flatten(args);
  const isInput = leaves.map((leaf) => leaf instanceof NDArray || typedArrayDtype(leaf) !== undefined);
  const inputs = leaves.filter((_, i) => isInput[i]).map((leaf) => leafArray(leaf, () => "debug.callback"));
  const call = (values: readonly NDArray[]): void => {
    let next = 0;
    const filled = leaves.map((leaf, i) => (isInput[i] ? values[next++] : leaf));
    // The structure is that of the list of arguments.
    atHost(() => f(...(unflatten(tree, filled) as never[])));
  };
  const callback: HostFunction = (values) => {
    if (areOnHost(values)) call(values);
    else void broughtToHost(values).then(call);
    return [];
  };
  return { inputs, callback };
}

/** Runs a user's function outside of every transformation: it may compute with Hyrax itself. */
function atHost<T>(run: () => T): T {
  return withTrace(bottomTrace(), () => onHostDevice(run));
}

function buildArguments(trees: readonly PyTreeDef[], values: readonly NDArray[]): never[] {
  let next = 0;
  return trees.map((tree) => unflatten(tree, values.slice(next, (next += tree.numLeaves)))) as never[];
}
