import type { FunctionBuilder } from "../assembler/index.js";
import { type F32Function, type F64Function, MathLibrary } from "../math/index.js";
import type { KernelContext } from "./kernel-context.js";
import type { Vector } from "./vector-types.js";

/** Up to so many elementary functions are written out where one function uses them. */
const INLINED = 6;

/** Elementary functions of one function of a module, written out: a call costs about as much as the shorter ones. */
class InlineMath extends MathLibrary {
  #left = INLINED;

  constructor(
    readonly f: FunctionBuilder,
    { functions }: MathLibrary,
  ) {
    super(functions);
  }

  override callF32(name: F32Function, ...operands: Vector[]): Vector {
    return this.#left-- > 0 ? this.inlineF32(this.f, name, ...operands) : super.callF32(name, ...operands);
  }

  override callF64(name: F64Function, ...operands: Vector[]): Vector {
    return this.#left-- > 0 ? this.inlineF64(this.f, name, ...operands) : super.callF64(name, ...operands);
  }
}

/** The context of a function whose loops compute elementary functions. */
export function withInlinedMath(context: KernelContext): KernelContext {
  return { ...context, math: new InlineMath(context.f, context.math) };
}
