import type { InputsOf, Array as NDArray, Params, ParamsOf, PerInput, Primitive, ShapedArray } from "@hyrax/core";

/**
 * What an operation on keys does to their words. The inputs, and what the rule returns, are as `physicalAval` has them;
 * `types` are those of the operation itself, where a key is one element. Rules bind primitives, and are staged into the
 * program that is lowered.
 */
export type KeyRule<P extends Primitive> = (
  inputs: InputsOf<P>,
  params: ParamsOf<P>,
  types: PerInput<P, ShapedArray>,
) => NDArray | readonly NDArray[];

/** A rule as the lowering calls it, with whatever inputs and params its primitive has. */
export type AnyKeyRule = (
  inputs: readonly NDArray[],
  params: Params,
  types: readonly ShapedArray[],
) => NDArray | readonly NDArray[];

export type KeyRuleEntry = readonly [primitive: Primitive, rule: AnyKeyRule];

/** An entry of the table. */
export function keyRule<P extends Primitive>(primitive: P, rule: KeyRule<P>): KeyRuleEntry {
  // The table finds a rule by its primitive, so the inputs and params that it gets are those of that primitive.
  return [primitive, rule as unknown as AnyKeyRule];
}
