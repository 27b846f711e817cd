import { familyRules, type ParamsOf, type PerInput, type Primitive, type RuleKind, type Scalar } from "@hyrax/core";
import type { VectorContext } from "../emit/vector-context.js";
import type { LaneDType, Value } from "../emit/vector-types.js";

/**
 * Writes an operation on four elements. The operands' vectors are variables: they may be used more than once. Where an
 * operand is a number that is known, `literals` has it.
 */
export type ElementCode = (
  context: VectorContext,
  operands: readonly Value[],
  literals: readonly (Scalar | undefined)[],
) => Value;

/** The code of an operation on elements of given dtypes; or, as a sentence, why there is none. */
export type ElementRule<P extends Primitive> = (
  inputs: PerInput<P, LaneDType>,
  params: ParamsOf<P>,
  out: LaneDType,
) => ElementCode | string;

/** The kind of rule that elementwise primitives have: kernels that compute many of them at once are made of these. */
export interface ElementKind extends RuleKind {
  readonly rule: ElementRule<this["primitive"]>;
}

/** Pairs a family of elementwise primitives with their code. */
export const elementFamily = familyRules<ElementKind>();
