import {
  familyRules,
  type ParamsOf,
  type PerInput,
  type Primitive,
  type RuleKind,
  type ShapedArray,
} from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import type { KernelContext } from "../emit/kernel-context.js";

/**
 * An input or a result of an equation: a buffer in row-major order, at `context.address(buffer)`. Elements are as the
 * host stores them: bool is a byte that is 0 or 1, float16 and bfloat16 are their 16 bits, complex elements are pairs.
 * Loads may reach up to 16 bytes beyond the end of a buffer; what they find there must not matter.
 */
export interface Operand {
  readonly aval: ShapedArray;
  readonly buffer: BufferId;
}

/** How an equation is compiled to a kernel of its own. */
export interface EquationCode {
  /** Bytes of working memory, at a multiple of 64, for as long as the kernel runs. */
  readonly scratch?: number;
  /** Roughly how many simple instructions it runs. */
  readonly work: number;
  /**
   * The number of the input of which the first result is an update: where nobody needs that input any more, the result
   * may lie at its very address, which the code has to find out. Other inputs overlap no result.
   */
  readonly updates?: number;
  /** Writes the kernel. Nothing but the results and the working memory is written to. */
  readonly emit: (context: KernelContext, scratch: BufferId) => void;
}

/** The code of an equation on operands of given types; or, as a sentence, why there is none. */
export type KernelRule<P extends Primitive> = (
  inputs: PerInput<P, Operand>,
  params: ParamsOf<P>,
  outs: readonly Operand[],
) => EquationCode | string;

/** The kind of rule that primitives have of which each application is a kernel of its own. */
export interface KernelKind extends RuleKind {
  readonly rule: KernelRule<this["primitive"]>;
}

/** Pairs a family of primitives with their kernels. */
export const kernelFamily = familyRules<KernelKind>();
