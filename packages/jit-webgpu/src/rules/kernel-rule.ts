import {
  familyRules,
  type ParamsOf,
  type PerInput,
  type Primitive,
  type RuleKind,
  type ShapedArray,
} from "@hyrax/core";
import type { BufferId, LiteralExpr } from "@hyrax/jit";
import type { ProgramBuilder } from "../engine/program-builder.js";

/** An input of an equation: a buffer in row-major order, or a literal without axes. */
export interface Source {
  readonly aval: ShapedArray;
  readonly from: BufferId | LiteralExpr;
}

/** A result of an equation: the buffer to fill. */
export interface Target {
  readonly aval: ShapedArray;
  readonly buffer: BufferId;
}

/** Adds the steps that compute an equation to a program. Throws a `MissingRuleError` for a case that it cannot do. */
export type KernelRule<P extends Primitive> = (
  inputs: PerInput<P, Source>,
  params: ParamsOf<P>,
  outs: readonly Target[],
  program: ProgramBuilder,
) => void;

/** The kind of rule that primitives have of which each application is a kernel of its own. */
export interface KernelKind extends RuleKind {
  readonly rule: KernelRule<this["primitive"]>;
}

/** Pairs a family of primitives with their kernels. */
export const kernelFamily = familyRules<KernelKind>();
