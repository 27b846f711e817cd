import {
  familyRules,
  type Jaxpr,
  type ParamsOf,
  type PerInput,
  type Primitive,
  type RuleKind,
  type ShapedArray,
  type TypedArray,
} from "@hyrax/core";

/**
 * An operation on the elements of arrays, in row-major order, with all that is static about it resolved beforehand.
 * It neither changes nor keeps the list of its inputs, and never writes to their elements; a result may be an input,
 * or a view of one.
 */
export type Kernel<I extends readonly TypedArray[] = readonly TypedArray[]> = (inputs: I) => readonly TypedArray[];

/** Makes the kernel of a whole jaxpr: what loops, branches and calls run. */
export type CompileJaxpr = (jaxpr: Jaxpr) => Kernel;

/** Makes the kernel of a primitive for the types of its inputs and its params; `outs` are the types of the results. */
export type CpuRule<P extends Primitive> = (
  inputs: PerInput<P, ShapedArray>,
  params: ParamsOf<P>,
  outs: readonly ShapedArray[],
  compile: CompileJaxpr,
) => Kernel<PerInput<P, TypedArray>>;

/** The kind of rule that the reference engine has. */
export interface CpuKind extends RuleKind {
  readonly rule: CpuRule<this["primitive"]>;
}

/** Pairs a family of primitives with its kernels. */
export const cpuFamily = familyRules<CpuKind>();
