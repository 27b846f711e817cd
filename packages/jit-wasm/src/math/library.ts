import { call, detectFeatures, type FunctionBuilder, type SharedFunctions } from "../assembler/index.js";
import { F32_FUNCTIONS, F32_HELPERS } from "./f32/functions.js";
import { F64_FUNCTIONS, F64_HELPERS } from "./f64/functions.js";
import { formulaFunction, type ScalarFunction } from "./formulas/formulas.js";
import { F32Lanes, F64Lanes, type Vector } from "./lanes.js";

/** An elementary function of four lanes of float32. */
export type F32Function = keyof typeof F32_FUNCTIONS;

/** An elementary function of two lanes of float64. */
export type F64Function = keyof typeof F64_FUNCTIONS;

type Emitter<L> = (m: L, ...operands: Vector[]) => Vector;
type Emitters<L> = { readonly [name: string]: Emitter<L> };

const F32_EMITTERS: Emitters<F32Lanes> = { ...F32_FUNCTIONS, ...F32_HELPERS };
const F64_EMITTERS: Emitters<F64Lanes> = { ...F64_FUNCTIONS, ...F64_HELPERS };
const OPERANDS = ["x", "y"] as const;

/** How the library may compute. `relaxedSimd` asks for fused multiply-add; it defaults to what the host has. */
export interface MathOptions {
  readonly relaxedSimd?: boolean;
}

/**
 * Elementary functions for the functions of one module, vector by vector. `inlineF32` and `inlineF64` write a function's
 * arithmetic where the caller stands, `callF32` and `callF64` call a function that the module then has once: a call
 * costs some 4 ns more, inlining some 30 to 150 instructions each time.
 *
 * @example
 * const math = new MathLibrary(new SharedFunctions(module));
 * f.do(v128.store(out, math.inlineF32(f, "tanh", v128.load(x))));
 * f.do(v128.store(out, math.callF32("pow", v128.load(x), v128.load(y))));
 * const scalar = f32x4.extractLane(math.callF32("sin", f32x4.splat(angle)), 0);
 */
export class MathLibrary {
  readonly #fused: boolean;

  constructor(
    readonly functions: SharedFunctions,
    { relaxedSimd = detectFeatures().relaxedSimd }: MathOptions = {},
  ) {
    this.#fused = relaxedSimd;
  }

  inlineF32(f: FunctionBuilder, name: F32Function, ...operands: Vector[]): Vector {
    return F32_EMITTERS[name]!(this.#f32(f), ...operands.map((operand) => f.let(operand)));
  }

  inlineF64(f: FunctionBuilder, name: F64Function, ...operands: Vector[]): Vector {
    return F64_EMITTERS[name]!(this.#f64(f), ...operands.map((operand) => f.let(operand)));
  }

  callF32(name: F32Function, ...operands: Vector[]): Vector {
    return call(this.#f32Function(name), byName(operands));
  }

  callF64(name: F64Function, ...operands: Vector[]): Vector {
    return call(this.#f64Function(name), byName(operands));
  }

  /** The function of a formula, of numbers of float64: the special functions, and those of complex numbers. */
  formula(name: string): ScalarFunction {
    return formulaFunction(name, this.functions, (elementary) =>
      Object.hasOwn(F64_EMITTERS, elementary) ? this.#f64Function(elementary) : undefined,
    );
  }

  #f32(f: FunctionBuilder): F32Lanes {
    const functions = { elementary: (name: string) => this.#f32Function(name), shared: this.functions.get };
    return new F32Lanes(f, this.#fused, functions, this.#f64(f));
  }

  #f64(f: FunctionBuilder): F64Lanes {
    return new F64Lanes(f, this.#fused, { elementary: (name) => this.#f64Function(name), shared: this.functions.get });
  }

  #f32Function(name: string) {
    return this.#elementary(`f32x4.${name}`, F32_EMITTERS[name]!, (f) => this.#f32(f));
  }

  #f64Function(name: string) {
    return this.#elementary(`f64x2.${name}`, F64_EMITTERS[name]!, (f) => this.#f64(f));
  }

  #elementary<L>(name: string, emit: Emitter<L>, lanes: (f: FunctionBuilder) => L) {
    const operands = OPERANDS.slice(0, emit.length - 1).map((operand) => [operand, "v128" as const]);
    const parameters: { readonly [operand: string]: "v128" } = Object.fromEntries(operands);
    return this.functions.get(name, parameters, "v128", (f, x) => emit(lanes(f), ...Object.values(x)));
  }
}

function byName(operands: readonly Vector[]): { readonly [operand: string]: Vector } {
  return Object.fromEntries(operands.map((operand, i) => [OPERANDS[i], operand]));
}
