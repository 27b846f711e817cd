import type { BufferId, Kernel } from "@hyrax/jit";
import { type Expr, type FunctionRef, i32, ModuleBuilder } from "../assembler/index.js";
import { emitContraction } from "../emit/contraction-kernel.js";
import { emitCopy, isCopy } from "../emit/copy-kernel.js";
import type { KernelContext } from "../emit/kernel-context.js";
import { emitMap } from "../emit/map-kernel.js";
import { emitReduce } from "../emit/reduce-kernel.js";
import { isLaneDType } from "../emit/vector-types.js";
import { MathLibrary } from "../math/index.js";

/** Kernels of a plan that run one after the other without a return to JavaScript. */
export interface Segment {
  readonly name: string;
  readonly kernels: readonly Kernel[];
}

/**
 * Writes the module of a program: a function for each kernel, and one for each segment that calls them in order. They
 * take the address of a table with the address of each buffer.
 */
export function emitProgram(segments: readonly Segment[]): ModuleBuilder {
  const module = new ModuleBuilder();
  module.importMemory("hyrax", "memory", { initial: 1 });
  const math = new MathLibrary(module);
  let number = 0;
  for (const { name, kernels } of segments) {
    const functions = kernels.map((kernel) => emitKernel(module, math, kernel, number++));
    const segment = module.function(name, { table: "i32" }, "none", (f, { table }) => {
      for (const kernel of functions) f.call(kernel, { table });
    });
    module.export(name, segment);
  }
  return module;
}

function emitKernel(
  module: ModuleBuilder,
  math: MathLibrary,
  kernel: Kernel,
  number: number,
): FunctionRef<{ table: "i32" }, "none"> {
  return module.function(`${kernel.kind}${number}`, { table: "i32" }, "none", (f, { table }) => {
    const context: KernelContext = {
      f,
      math,
      address: (buffer: BufferId): Expr<"i32"> => i32.load(table, { offset: buffer * 4 }),
    };
    switch (kernel.kind) {
      case "elementwise":
        return isLaneDType(kernel.expr.dtype) || !isCopy(kernel)
          ? emitMap(context, kernel)
          : emitCopy(context, kernel, kernel.expr);
      case "reduce":
        return emitReduce(context, kernel);
      case "contraction":
        return emitContraction(context, kernel);
      default:
        throw new TypeError("jit-wasm: an equation kernel was to be emitted");
    }
  });
}
