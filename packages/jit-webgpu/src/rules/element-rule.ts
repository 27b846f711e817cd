import { type DType, familyRules, type ParamsOf, type PerInput, type Primitive, type RuleKind } from "@hyrax/core";
import type { Code } from "../wgsl/code.js";

/** A value in a register: its name, or a literal. It may be written more than once. */
export interface Operand extends Code {
  readonly dtype: DType;
}

/** The expression of one element of a result, from the elements of the inputs. */
export type ElementRule<P extends Primitive> = (inputs: PerInput<P, Operand>, params: ParamsOf<P>, out: DType) => Code;

/** The kind of rule that elementwise primitives have. */
export interface ElementKind extends RuleKind {
  readonly rule: ElementRule<this["primitive"]>;
}

/** Pairs a family of elementwise primitives with their expressions. */
export const elementFamily = familyRules<ElementKind>();
