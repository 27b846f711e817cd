import { ByteWriter } from "./byte-writer.js";
import { ExpressionEncoder } from "./encode-expression.js";
import type { FunctionRef, Local } from "./expression.js";
import type { FunctionBody } from "./function-builder.js";
import type { MemoryLimits, ModuleContents } from "./module-builder.js";
import { VALUE_TYPE_CODES } from "./types.js";

/** "\0asm", version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const SECTION = { custom: 0, type: 1, import: 2, function: 3, memory: 5, global: 6, export: 7, code: 10, data: 11 };
const EXTERNAL = { function: 0, memory: 2, global: 3 };
const FUNCTION_TYPE = 0x60;
const OFFSET_CONSTANT = 0x41;
const END = 0x0b;
const NAMES_OF = { functions: 1, locals: 2 };

/** A module in the binary format (WebAssembly specification, section 5.5). */
export function encodeModule(contents: ModuleContents, names: boolean): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  const refs = [...contents.imports, ...contents.functions].map(({ ref }) => ref);
  const indices = new Map(refs.map((ref, index) => [ref, index]));
  const indexOf = (ref: FunctionRef): number => {
    const index = indices.get(ref);
    if (index === undefined) throw new Error(`${ref.name} is used, but belongs to another module`);
    return index;
  };
  const types = typeIndices(refs);
  const encoder = new ExpressionEncoder(out, indexOf);

  const section = (id: number, content: () => void) => {
    out.byte(id);
    out.sized(content);
  };
  const vector = <T>(items: readonly T[], write: (item: T) => void) => {
    out.u32(items.length);
    for (const item of items) write(item);
  };
  const list = <T>(id: number, items: readonly T[], write: (item: T) => void) => {
    if (items.length > 0) section(id, () => vector(items, write));
  };

  out.raw(HEADER);
  list(SECTION.type, types.distinct, (ref) => {
    out.byte(FUNCTION_TYPE);
    vector(Object.values(ref.parameters), (type) => out.byte(VALUE_TYPE_CODES[type]));
    vector(ref.result === "none" ? [] : [ref.result], (type) => out.byte(VALUE_TYPE_CODES[type]));
  });

  const { memory } = contents;
  const importers = contents.imports.map(({ ref, module, name }) => () => {
    out.name(module);
    out.name(name);
    out.byte(EXTERNAL.function);
    out.u32(types.indexOf(ref));
  });
  const importedFrom = memory?.importedFrom;
  if (memory !== undefined && importedFrom !== undefined) {
    importers.push(() => {
      out.name(importedFrom[0]);
      out.name(importedFrom[1]);
      out.byte(EXTERNAL.memory);
      encodeLimits(memory.limits, out);
    });
  }
  list(SECTION.import, importers, (write) => write());
  list(SECTION.function, contents.functions, ({ ref }) => out.u32(types.indexOf(ref)));
  const ownMemories = memory !== undefined && importedFrom === undefined ? [memory] : [];
  list(SECTION.memory, ownMemories, ({ limits }) => encodeLimits(limits, out));
  list(SECTION.global, contents.globals, ({ global, initial }) => {
    out.byte(VALUE_TYPE_CODES[global.type]);
    out.byte(global.mutable ? 1 : 0);
    encoder.expression(initial);
    encoder.end();
  });
  list(SECTION.export, contents.exports, ([name, exported]) => {
    out.name(name);
    if (exported === "memory") {
      out.byte(EXTERNAL.memory);
      out.u32(0);
    } else if ("kind" in exported) {
      out.byte(EXTERNAL.global);
      out.u32(exported.index);
    } else {
      out.byte(EXTERNAL.function);
      out.u32(indexOf(exported));
    }
  });
  list(SECTION.code, contents.functions, ({ ref, body }) => {
    if (body === undefined) throw new Error(`${ref.name} was declared, but never defined`);
    out.sized(() => encodeBody(body, out, encoder));
  });
  list(SECTION.data, contents.data, ({ offset, bytes }) => {
    out.u32(0); // active, in memory 0
    out.byte(OFFSET_CONSTANT);
    out.s32(offset);
    out.byte(END);
    out.u32(bytes.length);
    out.raw(bytes);
  });
  if (names) section(SECTION.custom, () => encodeNames(contents, out));
  return out.finish();
}

/** Numbers the distinct signatures of the functions. */
function typeIndices(refs: readonly FunctionRef[]) {
  const indexBySignature = new Map<string, number>();
  const distinct: FunctionRef[] = [];
  const signature = (ref: FunctionRef) => `${Object.values(ref.parameters).join()}:${ref.result}`;
  for (const ref of refs) {
    const key = signature(ref);
    if (indexBySignature.has(key)) continue;
    indexBySignature.set(key, distinct.length);
    distinct.push(ref);
  }
  return { distinct, indexOf: (ref: FunctionRef) => indexBySignature.get(signature(ref))! };
}

function encodeLimits({ initial, maximum, shared }: MemoryLimits, out: ByteWriter): void {
  out.byte((maximum === undefined ? 0 : 1) | (shared ? 2 : 0));
  out.u32(initial);
  if (maximum !== undefined) out.u32(maximum);
}

/** The locals, runs of one type together, then the instructions. */
function encodeBody({ locals, statements, result }: FunctionBody, out: ByteWriter, encoder: ExpressionEncoder): void {
  const runs: { type: Local["type"]; count: number }[] = [];
  for (const { type } of locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  out.u32(runs.length);
  for (const { type, count } of runs) {
    out.u32(count);
    out.byte(VALUE_TYPE_CODES[type]);
  }
  encoder.statements(statements);
  if (result !== undefined) encoder.expression(result);
  encoder.end();
}

/** The "name" section (specification, appendix A.4): functions, and those of their variables that have a name. */
function encodeNames({ imports, functions }: ModuleContents, out: ByteWriter): void {
  out.name("name");
  out.byte(NAMES_OF.functions);
  out.sized(() => {
    out.u32(imports.length + functions.length);
    [...imports, ...functions].forEach(({ ref }, index) => {
      out.u32(index);
      out.name(ref.name);
    });
  });
  out.byte(NAMES_OF.locals);
  out.sized(() => {
    out.u32(functions.length);
    functions.forEach(({ ref, body }, i) => {
      const parameters = Object.keys(ref.parameters).map((name, index) => ({ name, index }));
      const named = [...parameters, ...(body?.locals ?? []).filter(({ name }) => name !== "")];
      out.u32(imports.length + i);
      out.u32(named.length);
      for (const { name, index } of named) {
        out.u32(index);
        out.name(name);
      }
    });
  });
}
