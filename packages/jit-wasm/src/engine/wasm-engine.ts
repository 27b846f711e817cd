import { type CompileOptions, type Engine, type Executable, type Jaxpr, sizeOf } from "@hyrax/core";
import { ReferenceEngine } from "@hyrax/cpu";
import { detectFeatures } from "../assembler/index.js";
import { nextTask } from "../memory/next-task.js";
import { MemoryPool } from "../memory/pool.js";
import { planProgram } from "./plan-program.js";
import { ProgramCache } from "./program-cache.js";
import type { ProgramPlan, WasmKernel } from "./program-plan.js";
import { referenceReport } from "./report.js";
import { WasmExecutable } from "./wasm-executable.js";

/** A single operation on fewer elements than this is over before compiled code could have been entered. */
const WORTHWHILE = 2048;

export interface WasmEngineOptions {
  /** Single operations on fewer elements than this are left to the reference engine. */
  readonly smallest?: number;
}

/** Compiles jaxprs for the `cpu` device: one WebAssembly module for each program. */
export class WasmEngine implements Engine {
  readonly name = "wasm";
  readonly #reference = new ReferenceEngine();
  readonly #programs = new ProgramCache();

  constructor(
    readonly pool = new MemoryPool(),
    readonly options: WasmEngineOptions = {},
  ) {}

  compile(jaxpr: Jaxpr, options: CompileOptions): Executable {
    return this.#programs.get(jaxpr, options, () => this.#compile(jaxpr, options));
  }

  /** Waits for the finalizers of arrays that nobody holds, where arrays had to move out of the memory since the last time. */
  async synchronize(): Promise<void> {
    if (this.pool.takeSpilled() > 0) await nextTask();
  }

  #compile(jaxpr: Jaxpr, options: CompileOptions): Executable {
    const plan = planProgram(jaxpr);
    const reason = reasonAgainst(plan, jaxpr, this.options.smallest ?? WORTHWHILE);
    if (reason === undefined) return new WasmExecutable(this.pool, plan, options);
    const executable = this.#reference.compile(jaxpr, options);
    return {
      run: (inputs) => executable.run(inputs),
      report: referenceReport(executable.report, plan, reason),
    };
  }
}

/** Why the reference engine should run the whole program; undefined if compiling it is worth while. */
function reasonAgainst(plan: ProgramPlan, jaxpr: Jaxpr, smallest: number): string | undefined {
  if (!detectFeatures().simd) return "the host's WebAssembly has no vector instructions";
  if (plan.kernels.every(({ kind }) => kind === "equation")) return "there is nothing in it to compile";
  const elements = plan.kernels.reduce((sum, kernel) => sum + workOf(kernel), 0);
  if (jaxpr.eqns.length === 1 && elements < smallest) return `it is a single operation on ${elements} elements`;
  return undefined;
}

function workOf(kernel: WasmKernel): number {
  switch (kernel.kind) {
    case "elementwise":
      return sizeOf(kernel.space);
    case "reduce":
      return sizeOf(kernel.space) * sizeOf(kernel.reduced);
    case "contraction":
      return sizeOf(kernel.batch) * sizeOf(kernel.m) * sizeOf(kernel.n) * sizeOf(kernel.k);
    case "rule":
      return kernel.code.work;
    case "equation":
      return 0;
    default:
      // Loops repeat what is in them, and are over in no time by themselves.
      return Number.POSITIVE_INFINITY;
  }
}
