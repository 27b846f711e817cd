import {
  type Expr,
  type FunctionBuilder,
  type FunctionRef,
  i32,
  ModuleBuilder,
  SharedFunctions,
} from "../assembler/index.js";
import { emitProduct } from "../emit/contraction/contraction.js";
import { emitCopy, isCopy } from "../emit/copy-kernel.js";
import type { KernelContext } from "../emit/kernel-context.js";
import { emitCall, emitCond, emitScan, emitWhile, type Program } from "../emit/loop-kernel.js";
import { emitGroup, emitMap } from "../emit/map-kernel.js";
import { emitReduce } from "../emit/reduce-kernel.js";
import { emitRows } from "../emit/row-kernel.js";
import { MathLibrary } from "../math/index.js";
import { isLoop, type WasmKernel } from "./program-plan.js";

/** Kernels of a plan that run one after the other without a return to JavaScript. */
export interface Segment {
  readonly name: string;
  readonly kernels: readonly WasmKernel[];
}

export interface EmitOptions {
  /** The most threads that may run pieces at once. */
  readonly threads: number;
  /** Whether the memory is shared. */
  readonly shared: boolean;
}

/**
 * Writes the module of a program: a function for each kernel, and one for each segment that calls them in order. They
 * take the address of a table with the address of each buffer. Kernels hand pieces of work for threads to the import "fork",
 * by the number N of the export "partN" that does them.
 */
export function emitProgram(segments: readonly Segment[], { threads, shared }: EmitOptions): ModuleBuilder {
  const module = new ModuleBuilder();
  module.importMemory("hyrax", "memory", { initial: 1, ...(shared && { maximum: 65536, shared }) });
  const writer = new ProgramWriter(module, threads);
  for (const { name, kernels } of segments) module.export(name, writer.program(name, kernels));
  return module;
}

const PIECES = { table: "i32", begin: "i32", end: "i32", thread: "i32" } as const;
const FORK = { part: "i32", table: "i32", count: "i32", grain: "i32", thread: "i32" } as const;

class ProgramWriter {
  readonly #functions: SharedFunctions;
  readonly #math: MathLibrary;
  #count = 0;
  #parts = 0;
  #fork: FunctionRef<typeof FORK, "none"> | undefined;

  constructor(
    readonly module: ModuleBuilder,
    readonly threads: number,
  ) {
    this.#functions = new SharedFunctions(module);
    this.#math = new MathLibrary(this.#functions);
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
      emitKernel(this.#context(name, f, table, i32.const(0)), kernel, inner);
    });
  }

  #context(owner: string, f: FunctionBuilder, table: Expr<"i32">, thread: Expr<"i32">): KernelContext {
    let parts = 0;
    return {
      f,
      math: this.#math,
      functions: this.#functions,
      thread,
      threads: this.threads,
      address: (buffer) => i32.load(table, { offset: buffer * 4 }),
      parallel: ({ count, grain }, body) => {
        const name = `${owner}.part${parts++}`;
        const pieces = this.module.function(name, PIECES, "none", (g, p) => {
          body(this.#context(name, g, p.table, p.thread), p.begin, p.end);
        });
        if (this.threads === 1 || count < 2 * grain) {
          f.call(pieces, { table, begin: i32.const(0), end: i32.const(count), thread });
          return;
        }
        this.#fork ??= this.module.importFunction("hyrax", "fork", FORK, "none");
        const part = this.#parts++;
        this.module.export(`part${part}`, pieces);
        const job = { part: i32.const(part), table, count: i32.const(count), grain: i32.const(grain), thread };
        f.call(this.#fork, job);
      },
    };
  }
}

function emitKernel(context: KernelContext, kernel: WasmKernel, inner: readonly Program[]): void {
  switch (kernel.kind) {
    case "elementwise":
      return isCopy(kernel) ? emitCopy(context, kernel) : emitMap(context, kernel);
    case "maps":
      return emitMap(context, kernel);
    case "group":
      return emitGroup(context, kernel);
    case "rows":
      return emitRows(context, kernel);
    case "reduce":
      return emitReduce(context, kernel);
    case "contraction":
      return emitProduct(context, kernel.planned, kernel.scratch);
    case "rule":
      return kernel.code.emit(context, kernel.scratch);
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
