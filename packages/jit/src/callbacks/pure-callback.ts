import { type Args, unflatten } from "@hyrax/core";
import { pureCallback as pureCallbackPrimitive, type VmapMethod } from "@hyrax/core/library";
import { splitOptions } from "./call-options.js";
import { callForResults, requireFunction } from "./host-function.js";
import { type HostResults, type ResultArrays, resultAvals } from "./result-shapes.js";

export interface PureCallbackOptions {
  /**
   * How `vmap` calls the function: `"sequential"` once for each element, in a loop; `"sequentialUnrolled"` the same,
   * written out; `"expandDims"` once, with the mapped axis in front, of size 1 in what is not mapped; `"broadcastAll"`
   * once, with what is not mapped repeated. `null`, if it is not given, refuses to be mapped.
   */
  readonly vmapMethod?: VmapMethod | null;
}

const vmapMethods: readonly unknown[] = ["sequential", "sequentialUnrolled", "expandDims", "broadcastAll", null];

/**
 * Calls a function of the host, with the values of arrays, from a program that may be compiled or transformed. The
 * function must have no effects: it may be called more often than it is written, or not at all where nobody needs what
 * it returns.
 *
 * The function gets its arguments, pytrees, with the values as arrays, and returns a pytree of the structure of
 * `resultShapes`: arrays, bare numbers for scalars, or the elements in row-major order in a typed array.
 *
 * Options come behind the arguments: a last argument that is a plain object, and empty or with the key `vmapMethod`, is
 * the options. It has no derivative; wrap it in `customJvp` or `customVjp` to give it one.
 *
 * @param f the function of the host; it is called again each time that the program comes by
 * @param resultShapes a pytree of `ShapeDtypeStruct`s, or of arrays like those that the function returns
 * @throws TypeError for results of another structure, shape or dtype; what the function itself throws comes through
 *
 * @example
 * const sinc = (t: number) => (t === 0 ? 1 : Math.sin(t) / t);
 * const f = jit((x: Array) => pureCallback((v: Array) => Float32Array.from(v.tolist() as number[], sinc), x, x));
 * f(np.array([0, 1])); // [1.         0.84147096]
 */
export function pureCallback<A extends readonly unknown[], T>(
  f: (...args: A) => HostResults<NoInfer<T>>,
  resultShapes: T,
  ...args: Args<A> | [...Args<A>, PureCallbackOptions]
): ResultArrays<T> {
  const name = "pureCallback";
  requireFunction(name, f);
  const { args: arrays, options } = splitOptions(name, args, ["vmapMethod"]);
  const { vmapMethod = null } = options as PureCallbackOptions;
  if (!vmapMethods.includes(vmapMethod)) {
    throw new TypeError(
      `${name}: the option vmapMethod must be ${vmapMethods.map((method) => JSON.stringify(method)).join(", ")}, ` +
        `found ${String(vmapMethod)}`,
    );
  }
  const { avals, tree } = resultAvals(name, resultShapes);
  const { inputs, callback } = callForResults(name, f, arrays, tree);
  const outs = pureCallbackPrimitive(inputs, { callback, resultAvals: avals, vmapMethod });
  // The structure is that of resultShapes, with arrays as leaves.
  return unflatten(tree, outs) as ResultArrays<T>;
}
