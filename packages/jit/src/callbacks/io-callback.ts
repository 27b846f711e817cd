import { type Args, unflatten } from "@hyrax/core";
import { ioCallback as ioCallbackPrimitive } from "@hyrax/core/library";
import { orderedOption, splitOptions } from "./call-options.js";
import { callForResults, requireFunction } from "./host-function.js";
import { type HostResults, type ResultArrays, resultAvals } from "./result-shapes.js";

export interface IoCallbackOptions {
  /**
   * Whether calls must come in the order of the program. They always do here, except among the elements of a `vmap`,
   * which therefore refuses ordered ones. False if not given.
   */
  readonly ordered?: boolean;
}

/**
 * Calls a function of the host that has effects: it is called as often as the program comes by, in the order of the
 * program, also where nobody needs what it returns. Under `vmap` it is called once for each element.
 *
 * It takes and returns what the function of `pureCallback` does. Options come behind the arguments: a last argument that
 * is a plain object, and empty or with the key `ordered`, is the options. It has no derivative, and is refused in
 * functions that `checkpoint` would run again.
 *
 * @param f the function of the host
 * @param resultShapes a pytree of `ShapeDtypeStruct`s, or of arrays like those that the function returns; null for none
 * @throws TypeError for results of another structure, shape or dtype; what the function itself throws comes through
 *
 * @example
 * let count = 0;
 * const next = jit(() => ioCallback(() => ++count, new ShapeDtypeStruct([], "int32")));
 * [next().item(), next().item()]; // [1, 2]
 */
export function ioCallback<A extends readonly unknown[], T>(
  f: (...args: A) => HostResults<NoInfer<T>>,
  resultShapes: T,
  ...args: Args<A> | [...Args<A>, IoCallbackOptions]
): ResultArrays<T> {
  const name = "ioCallback";
  requireFunction(name, f);
  const { args: arrays, options } = splitOptions(name, args, ["ordered"]);
  const ordered = orderedOption(name, options);
  const { avals, tree } = resultAvals(name, resultShapes);
  const { inputs, callback } = callForResults(name, f, arrays, tree);
  const outs = ioCallbackPrimitive(inputs, { callback, resultAvals: avals, ordered });
  // The structure is that of resultShapes, with arrays as leaves.
  return unflatten(tree, outs) as ResultArrays<T>;
}
