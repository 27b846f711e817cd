import type { NDArray } from "../array/array.js";
import type { ShapedArray } from "../aval.js";
import { multiple } from "../primitive.js";
import { requireTypes } from "./abstract.js";

/** A function of the host's, on the values of arrays; it is told the types that it has to return. */
export type HostFunction = (inputs: readonly NDArray[], resultAvals: readonly ShapedArray[]) => readonly NDArray[];

/**
 * How `vmap` calls a host function: once for each element (in a loop, or written out), or once on whole batches, where
 * what is not mapped gets an axis of size 1 or is repeated.
 */
export type VmapMethod = "sequential" | "sequentialUnrolled" | "expandDims" | "broadcastAll";

interface CallbackParams {
  readonly callback: HostFunction;
  readonly resultAvals: readonly ShapedArray[];
}

export interface PureCallbackParams extends CallbackParams {
  readonly vmapMethod: VmapMethod | null;
}

export interface IoCallbackParams extends CallbackParams {
  /** Calls keep the order of the program. */
  readonly ordered: boolean;
}

export interface DebugCallbackParams extends IoCallbackParams {}

function hostCall<P extends CallbackParams>(name: string, effect: boolean) {
  return multiple(name, (_: readonly ShapedArray[], { resultAvals }: P) => resultAvals, {
    effect: () => effect,
    evaluate: (inputs, params) => callHost(name, inputs, params),
  });
}

/** Calls the host function and checks that it returned what was promised. */
export function callHost(
  name: string,
  inputs: readonly NDArray[],
  { callback, resultAvals }: CallbackParams,
): readonly NDArray[] {
  const results = callback(inputs, resultAvals);
  requireTypes(
    `${name}: the function must return`,
    resultAvals,
    results.map((x) => x.aval),
  );
  return results;
}

/** A host function without effects: it may be called more often than it is written, or not at all. */
export const pureCallback = hostCall<PureCallbackParams>("pure_callback", false);
/** A host function with effects: it is called exactly as often as the program comes by. */
export const ioCallback = hostCall<IoCallbackParams>("io_callback", true);
/** A host function that looks at values and returns nothing: `debug.print`, `debug.callback`. */
export const debugCallback = hostCall<DebugCallbackParams>("debug_callback", true);

/** Calls from a program into the host. */
export const callbacks = { pureCallback, ioCallback, debugCallback };
