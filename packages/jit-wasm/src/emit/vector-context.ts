import type { FunctionBuilder } from "../assembler/index.js";
import type { MathLibrary } from "../math/index.js";

/** Where vector code is written: the function, and the elementary functions of its module. */
export interface VectorContext {
  readonly f: FunctionBuilder;
  readonly math: MathLibrary;
}
