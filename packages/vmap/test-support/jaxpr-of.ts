import { type Jaxpr, type Array as NDArray, shapedArray, stage } from "@hyrax/core";
import type { Draw } from "./draw.js";

/** The jaxpr of a function of arrays such as these. */
export function jaxprOf<const I extends readonly Draw[]>(
  inputs: I,
  f: (...inputs: { readonly [K in keyof I]: NDArray }) => readonly NDArray[],
): Jaxpr {
  // stage() passes a list of as many arrays as there are types.
  const flat = (arrays: readonly NDArray[]) => f(...(arrays as unknown as { readonly [K in keyof I]: NDArray }));
  const { jaxpr, consts } = stage(
    flat,
    inputs.map(({ shape, dtype }) => shapedArray(shape, dtype)),
  );
  if (consts.length > 0) throw new Error("jaxprOf: the function closes over arrays");
  return jaxpr;
}
