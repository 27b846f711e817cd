import type { NDArray } from "../array/array.js";
import type { Params, Primitive } from "../primitive.js";
import { currentTrace } from "./trace.js";

/** Applies a primitive under the innermost interpreter. The results are a list, also where there is only one. */
export function bind(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
  return currentTrace().process(primitive, inputs, params);
}
