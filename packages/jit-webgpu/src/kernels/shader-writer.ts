import { type DType, MissingRuleError } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import { deviceType } from "../device/device-types.js";
import type { BufferType } from "../engine/program.js";
import type { ProgramBuilder } from "../engine/program-builder.js";
import type { Source } from "../rules/kernel-rule.js";
import { type Code, join, neededFunctions, type Part, plain, printFunctions, wgsl } from "../wgsl/code.js";
import { literal } from "../wgsl/literal.js";

interface Binding {
  readonly id: BufferId;
  readonly name: string;
  readonly type: BufferType;
}

/** Elements that a shader can load. */
export interface Readable {
  readonly dtype: DType;
  /** The element at an index, as a value in a register. */
  load(index: Code | string): Code;
}

/** A buffer that a shader has bound. */
export interface BoundBuffer extends Readable {
  /** The statement that stores a value. */
  store(index: Code | string, value: Code): Code;
}

/** How many threads run a shader together. */
export interface Grid {
  readonly workgroups: readonly [x: number, y: number];
  readonly workgroupSize: number;
}

/** Writes the shader of one kernel, statement by statement. */
export class ShaderWriter {
  readonly #reads: Binding[] = [];
  readonly #writes: Binding[] = [];
  readonly #lines: Code[] = [];
  readonly #variables: string[] = [];
  readonly #functions: Code[] = [];
  #margin = "  ";
  #values = 0;

  constructor(
    readonly program: ProgramBuilder,
    /** What the shader computes, for error texts. */
    readonly label: string,
  ) {}

  /** Binds a buffer to read from, once however often it is asked for. */
  read(id: BufferId): BoundBuffer {
    let binding = this.#reads.find((known) => known.id === id);
    if (binding === undefined) {
      binding = { id, name: `x${this.#reads.length}`, type: this.program.type(id) };
      this.#reads.push(binding);
    }
    return bound(binding);
  }

  /** An input of an equation: bound if it is a buffer, or the same value wherever it is read. */
  input({ aval, from }: Source): Readable {
    if (typeof from === "number") return this.read(from);
    const value = literal(from.value, aval.dtype);
    return { dtype: aval.dtype, load: () => value };
  }

  /** Binds a buffer to write to. Its elements can be read as well, if it began to live before. */
  write(id: BufferId): BoundBuffer {
    const binding = { id, name: `y${this.#writes.length}`, type: this.program.type(id) };
    this.#writes.push(binding);
    return bound(binding);
  }

  /** Declares memory that the threads of a workgroup share. */
  workgroupMemory(name: string, type: string, size: number): void {
    this.#variables.push(`var<workgroup> ${name}: array<${type}, ${size}>;`);
  }

  /** Adds a function of this shader alone. */
  defineFunction(code: Code): void {
    this.#functions.push(code);
  }

  /** Adds a statement. */
  line(strings: TemplateStringsArray, ...parts: readonly Part[]): void {
    const code = wgsl(strings, ...parts);
    this.#lines.push({ text: `${this.#margin}${code.text}`, functions: code.functions });
  }

  /** Adds a statement that has been made elsewhere. */
  statement(code: Code): void {
    this.line`${code}`;
  }

  /** Names a value. */
  let(code: Code): Code {
    const name = `v${this.#values++}`;
    this.line`let ${name} = ${code};`;
    return plain(name);
  }

  /** Adds `header { … }`. */
  block(header: Code, body: () => void): void {
    this.line`${header} {`;
    const outer = this.#margin;
    this.#margin += "  ";
    body();
    this.#margin = outer;
    this.line`}`;
  }

  /** Adds the finished shader to the program. `parameters` are those of `main`. */
  dispatch({ workgroups, workgroupSize }: Grid, parameters: string): void {
    const body = join(this.#lines, "\n");
    const bindings = [...this.#reads, ...this.#writes];
    const { buffers } = this.program.limits;
    if (bindings.length > buffers) {
      throw new MissingRuleError(
        `a shader of ${this.label} would bind ${bindings.length} arrays, but this device lets it bind ${buffers}`,
      );
    }
    const access = (binding: number) => (binding < this.#reads.length ? "read" : "read_write");
    const variables = bindings.map(({ name, type: { dtype, size } }, i) => {
      const elements = `array<${deviceType(dtype).stored}, ${Math.max(1, size)}>`;
      return `@group(0) @binding(${i}) var<storage, ${access(i)}> ${name}: ${elements};`;
    });
    const library = neededFunctions(join([...this.#functions, body], "\n"));
    const code = [
      bindings.some(({ type }) => type.dtype === "float16") ? "enable f16;\n\n" : "",
      `${[...variables, ...this.#variables].join("\n")}\n\n`,
      printFunctions(library.values()),
      ...this.#functions.map((f) => `${f.text}\n\n`),
      `@compute @workgroup_size(${workgroupSize})\nfn main(${parameters}) {\n${body.text}\n}\n`,
    ].join("");
    this.program.add({
      kind: "dispatch",
      shader: { label: this.label, code, reads: this.#reads.length, writes: this.#writes.length },
      reads: this.#reads.map(({ id }) => id),
      writes: this.#writes.map(({ id }) => id),
      workgroups,
    });
  }
}

function bound({ name, type: { dtype } }: Binding): BoundBuffer {
  const { stored, value } = deviceType(dtype);
  return {
    dtype,
    load: (index) => {
      const element = wgsl`${name}[${index}]`;
      return value === "bool" ? wgsl`(${element} != 0u)` : stored === value ? element : wgsl`${value}(${element})`;
    },
    store: (index, code) => wgsl`${name}[${index}] = ${stored === value ? code : wgsl`${stored}(${code})`};`,
  };
}
