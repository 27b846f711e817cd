import { DeviceError } from "@hyrax/core";
import type { ModuleBuilder } from "../assembler/index.js";
import type { MemoryPool } from "../memory/pool.js";
import { newProgramId, type Part, type ThreadProgram } from "../threads/thread-program.js";
import { emitProgram, type Segment } from "./emit-program.js";

/** The functions that a program's module exports. */
export type ProgramExports = Readonly<Record<string, (table: number) => void>>;

/** The module of a program, compiled when its functions are first asked for, or before that beside other work. */
export class ProgramModule {
  readonly #threads: number;
  #exports: ProgramExports | undefined;

  constructor(
    readonly pool: MemoryPool,
    readonly segments: readonly Segment[],
  ) {
    this.#threads = pool.threads.limit;
  }

  /** The functions of the segments by their names; compiles the module. Throws a `DeviceError` where the host refuses. */
  get exports(): ProgramExports {
    this.#exports ??= guarded(this.#bytes(), (bytes) => {
      const module = new WebAssembly.Module(bytes);
      const { imports, linked } = this.#link(module);
      return linked(new WebAssembly.Instance(module, imports));
    });
    return this.#exports;
  }

  /** Compiles beside other work: how a page's main thread gets a large module, which it may not compile at once. */
  async ready(): Promise<void> {
    if (this.#exports !== undefined) return;
    const bytes = this.#bytes();
    try {
      const module = await WebAssembly.compile(bytes);
      const { imports, linked } = this.#link(module);
      const instance = await WebAssembly.instantiate(module, imports);
      this.#exports ??= linked(instance);
    } catch (error) {
      throw refusal(bytes, error);
    }
  }

  /** The module in the text format. */
  text(): string {
    return this.#emit().text();
  }

  #emit(): ModuleBuilder {
    return emitProgram(this.segments, { threads: this.#threads, shared: this.pool.isShared });
  }

  #bytes(): Uint8Array<ArrayBuffer> {
    return this.#emit().bytes({ names: false });
  }

  /** What the module is given, and what becomes of its instance. */
  #link(module: WebAssembly.Module) {
    const { memory, threads } = this.pool;
    const parts: Part[] = [];
    const program: ThreadProgram = { id: newProgramId(), module, parts, threads: this.#threads };
    const fork = (part: number, table: number, count: number, grain: number, thread: number) =>
      threads.run(program, part, table, count, grain, thread);
    const linked = ({ exports }: WebAssembly.Instance): ProgramExports => {
      // All exports are functions: those of parts, by their numbers, and those of segments.
      const functions = exports as Record<string, Part & ((table: number) => void)>;
      for (let i = 0; functions[`part${i}`] !== undefined; i++) parts.push(functions[`part${i}`]!);
      return functions;
    };
    return { imports: { hyrax: { memory, fork } }, linked };
  }
}

function guarded<T>(bytes: Uint8Array<ArrayBuffer>, compile: (bytes: Uint8Array<ArrayBuffer>) => T): T {
  try {
    return compile(bytes);
  } catch (error) {
    throw refusal(bytes, error);
  }
}

function refusal({ byteLength }: Uint8Array, error: unknown): DeviceError {
  return new DeviceError(
    `the host refuses the WebAssembly module of a program, of ${Math.ceil(byteLength / 1024)} KiB: ${error}. The main ` +
      "thread of a page may not compile a large one at once: await warm(…) of the jitted function before its first call",
    { cause: error },
  );
}
