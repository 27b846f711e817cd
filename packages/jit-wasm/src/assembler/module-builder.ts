import { encodeModule } from "./encode-module.js";
import type { Expr, FunctionRef, Global, Parameters } from "./expression.js";
import { type BodyOf, type FunctionBody, FunctionBuilder } from "./function-builder.js";
import { hoistConstants } from "./hoist-constants.js";
import { printModule } from "./print-module.js";
import type { ResultType, ValueType } from "./types.js";

/** The size of a memory in pages of 64 KiB. A shared memory needs a maximum. */
export interface MemoryLimits {
  readonly initial: number;
  readonly maximum?: number;
  readonly shared?: boolean;
}

/** A module's memory: its own, or the one that it is instantiated with. */
export interface ModuleMemory {
  readonly limits: MemoryLimits;
  readonly importedFrom: readonly [module: string, name: string] | undefined;
}

export interface ImportedFunction {
  readonly ref: FunctionRef;
  readonly module: string;
  readonly name: string;
}

export interface DefinedFunction {
  readonly ref: FunctionRef;
  body: FunctionBody | undefined;
}

export interface DefinedGlobal {
  readonly global: Global;
  readonly initial: Expr;
}

/** Bytes that instantiation writes into memory. */
export interface DataSegment {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Everything a module consists of, for those who encode and print it. */
export interface ModuleContents {
  readonly imports: readonly ImportedFunction[];
  readonly functions: readonly DefinedFunction[];
  readonly globals: readonly DefinedGlobal[];
  readonly data: readonly DataSegment[];
  readonly exports: readonly (readonly [name: string, exported: FunctionRef | Global | "memory"])[];
  readonly memory: ModuleMemory | undefined;
}

/**
 * Builds one WebAssembly module: declare its memory, imports and functions, then take its `bytes()` or `text()`.
 *
 * @example
 * const module = new ModuleBuilder();
 * const square = module.function("square", { x: "f64" }, "f64", (_, { x }) => f64.mul(x, x));
 * module.export("square", square);
 * const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()));
 */
export class ModuleBuilder {
  readonly #imports: ImportedFunction[] = [];
  readonly #functions: DefinedFunction[] = [];
  readonly #globals: DefinedGlobal[] = [];
  readonly #data: DataSegment[] = [];
  readonly #exports: (readonly [string, FunctionRef | Global | "memory"])[] = [];
  #memory: ModuleMemory | undefined;

  importMemory(module: string, name: string, limits: MemoryLimits): void {
    this.#setMemory({ limits, importedFrom: [module, name] });
  }

  /** Gives the module a memory of its own. */
  memory(limits: MemoryLimits): void {
    this.#setMemory({ limits, importedFrom: undefined });
  }

  importFunction<P extends Parameters, R extends ResultType>(
    module: string,
    name: string,
    parameters: P,
    result: R,
  ): FunctionRef<P, R> {
    const ref: FunctionRef<P, R> = { name, parameters, result };
    this.#imports.push({ ref, module, name });
    return ref;
  }

  /** Declares a function that `define` gives its body, so that others can call it before. */
  declare<P extends Parameters, R extends ResultType>(name: string, parameters: P, result: R): FunctionRef<P, R> {
    const ref: FunctionRef<P, R> = { name, parameters, result };
    this.#functions.push({ ref, body: undefined });
    return ref;
  }

  define<P extends Parameters, R extends ResultType>(ref: FunctionRef<P, R>, body: BodyOf<P, R>): void {
    const defined = this.#functions.find((candidate) => candidate.ref === ref);
    if (defined === undefined)
      throw new Error(`define: ${ref.name} was not declared by this module; use declare first`);
    if (defined.body !== undefined) throw new Error(`define: ${ref.name} already has a body`);
    const f = new FunctionBuilder(ref.parameters);
    // biome-ignore lint/suspicious/noConfusingVoidType: a body for effects alone returns nothing.
    const result: Expr | void = body(f, f.parameters);
    const found = result?.type ?? "none";
    if (found !== ref.result) {
      throw new TypeError(`define: the body of ${ref.name} returns ${found}; it was declared to return ${ref.result}`);
    }
    const written = { locals: f.locals, statements: f.statements, result: result ?? undefined };
    defined.body = hoistConstants(written, Object.keys(ref.parameters).length);
  }

  /** Declares and defines a function. */
  function<P extends Parameters, R extends ResultType>(
    name: string,
    parameters: P,
    result: R,
    body: BodyOf<P, R>,
  ): FunctionRef<P, R> {
    const ref = this.declare(name, parameters, result);
    this.define(ref, body);
    return ref;
  }

  /** A variable of the module, mutable unless `constant`; `initial` must be a constant. */
  global<T extends ValueType>(initial: Expr<T>, { name = "", constant = false } = {}): Global<T> {
    const index = this.#globals.length;
    const global: Global<T> = { kind: "global", type: initial.type, index, name, mutable: !constant };
    this.#globals.push({ global, initial });
    return global;
  }

  /** Writes `bytes` at `offset` of the memory whenever the module is instantiated. */
  data(offset: number, bytes: Uint8Array): void {
    this.#data.push({ offset, bytes });
  }

  export(name: string, exported: FunctionRef | Global | "memory"): void {
    this.#exports.push([name, exported]);
  }

  /** The module in the binary format; `names` adds the names of functions and variables, for profilers and traces. */
  bytes({ names = true } = {}): Uint8Array<ArrayBuffer> {
    return encodeModule(this.#contents(), names);
  }

  /** The module in the text format. */
  text(): string {
    return printModule(this.#contents());
  }

  #setMemory(memory: ModuleMemory): void {
    if (this.#memory !== undefined) throw new Error("a module has one memory; this one was given a second");
    if (memory.limits.shared && memory.limits.maximum === undefined) {
      throw new RangeError("a shared memory needs a maximum size; pass { maximum: pages }");
    }
    this.#memory = memory;
  }

  #contents(): ModuleContents {
    return {
      imports: this.#imports,
      functions: this.#functions,
      globals: this.#globals,
      data: this.#data,
      exports: this.#exports,
      memory: this.#memory,
    };
  }
}
