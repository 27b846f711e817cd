import type { Params, Primitive, Scalar } from "@hyrax/core";
import type { ElementCode } from "../rules/element-rule.js";
import { elementRules } from "../rules/element-rules.js";
import type { VectorContext } from "./vector-context.js";
import type { LaneDType, Value } from "./vector-types.js";

export type { VectorContext } from "./vector-context.js";

/** The code of an operation on elements of these dtypes; or, as a sentence, why there is none. */
export function elementCode(
  primitive: Primitive,
  params: Params,
  inputs: readonly LaneDType[],
  out: LaneDType,
): ElementCode | string {
  if (!elementRules.has(primitive)) {
    const unknown = `there is no code for ${primitive.name}; add some with elementRules.define or wasmRules.define`;
    return elementRules.gap(primitive) ?? unknown;
  }
  // The inputs and params of an equation are those of its primitive.
  return elementRules.find(primitive)(inputs as never, params as never, out);
}

/** Whether an operation can be written for operands and a result of these dtypes. */
export function canEmit(
  primitive: Primitive,
  inputs: readonly LaneDType[],
  out: LaneDType,
  params: Params = {},
): boolean {
  return typeof elementCode(primitive, params, inputs, out) !== "string";
}

/**
 * Writes an operation of four elements. `canEmit` must have said that it can be. The operands are variables; `literals`
 * has the numbers that operands are known to be.
 */
export function emitElementwise(
  context: VectorContext,
  primitive: Primitive,
  params: Params,
  operands: readonly Value[],
  inputs: readonly LaneDType[],
  out: LaneDType,
  literals: readonly (Scalar | undefined)[] = [],
): Value {
  const code = elementCode(primitive, params, inputs, out);
  if (typeof code === "string") throw new TypeError(`jit-wasm: ${primitive.name} cannot be compiled: ${code}`);
  return code(context, operands, literals);
}
