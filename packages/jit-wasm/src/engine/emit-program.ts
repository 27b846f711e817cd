import type { BufferId } from "@hyrax/jit";
import { type Expr, i32, ModuleBuilder } from "../assembler/index.js";
import { emitContraction } from "../emit/contraction-kernel.js";
import { emitCopy, isCopy } from "../emit/copy-kernel.js";
import type { KernelContext } from "../emit/kernel-context.js";
import { emitCall, emitCond, emitScan, emitWhile, type Program } from "../emit/loop-kernel.js";
import { emitMap } from "../emit/map-kernel.js";
import { emitReduce } from "../emit/reduce-kernel.js";
import { isLaneDType } from "../emit/vector-types.js";
import { MathLibrary } from "../math/index.js";
import { isLoop, type WasmKernel } from "./program-plan.js";

/** Kernels of a plan that run one after the other without a return to JavaScript. */
export interface Segment {
  readonly name: string;
  readonly kernels: readonly WasmKernel[];
}

/**
 * Writes the module of a program: a function for each kernel, and one for each segment that calls them in order. They
 * take the address of a table with the address of each buffer.
 */
export function emitProgram(segments: readonly Segment[]): ModuleBuilder {
  const module = new ModuleBuilder();
  module.importMemory("hyrax", "memory", { initial: 1 });
  const writer = new ProgramWriter(module);
  for (const { name, kernels } of segments) module.export(name, writer.program(name, kernels));
  return module;
}

class ProgramWriter {
  readonly #math: MathLibrary;
  #count = 0;

  constructor(readonly module: ModuleBuilder) {
    this.#math = new MathLibrary(module);
  }

  /** A function that runs kernels in order; those within loops and branches stand before. */
  program(name: string, kernels: readonly WasmKernel[]): Program {
    const functions = kernels.map((kernel) => this.#kernel(kernel));
    return this.module.function(name, { table: "i32" }, "none", (f, { table }) => {
      for (const kernel of functions) f.call(kernel, { table });
    });
  }

  #kernel(kernel: WasmKernel): Program {
    const name = `${kernel.kind}${this.#count++}`;
    const inner = isLoop(kernel) ? kernel.bodies.map(({ plan }, i) => this.program(`${name}.${i}`, plan.kernels)) : [];
    return this.module.function(name, { table: "i32" }, "none", (f, { table }) => {
      const address = (buffer: BufferId): Expr<"i32"> => i32.load(table, { offset: buffer * 4 });
      emitKernel({ f, math: this.#math, address }, kernel, inner);
    });
  }
}

function emitKernel(context: KernelContext, kernel: WasmKernel, inner: readonly Program[]): void {
  switch (kernel.kind) {
    case "elementwise":
      return isLaneDType(kernel.expr.dtype) || !isCopy(kernel)
        ? emitMap(context, kernel)
        : emitCopy(context, kernel, kernel.expr);
    case "reduce":
      return emitReduce(context, kernel);
    case "contraction":
      return emitContraction(context, kernel);
    case "scan":
      return emitScan(context, kernel, inner);
    case "while":
      return emitWhile(context, kernel, inner);
    case "cond":
      return emitCond(context, kernel, inner);
    case "call":
      return emitCall(context, kernel, inner);
    default:
      throw new TypeError("jit-wasm: an equation kernel was to be emitted");
  }
}
