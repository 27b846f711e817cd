import type { FunctionRef, Global } from "./expression.js";
import type { DefinedFunction, MemoryLimits, ModuleContents } from "./module-builder.js";
import { ExpressionPrinter, type Form, form, identifier, layOut, localIdentifier } from "./print-expression.js";

/** A module in the text format, as other WebAssembly tools read it. */
export function printModule(contents: ModuleContents): string {
  const { imports, functions, globals, data, exports, memory } = contents;
  const identifiers = functionIdentifiers([...imports, ...functions].map(({ ref }) => ref));
  const identifierOf = (ref: FunctionRef) => identifiers.get(ref) ?? identifier(ref.name);

  const forms: Form[] = imports.map(({ ref, module, name }) => {
    return form(`import ${quoted(module)} ${quoted(name)}`, [form(`func ${identifierOf(ref)}`, signature(ref))]);
  });
  if (memory?.importedFrom !== undefined) {
    const [module, name] = memory.importedFrom;
    forms.push(form(`import ${quoted(module)} ${quoted(name)}`, [form(`memory ${limits(memory.limits)}`)]));
  } else if (memory !== undefined) {
    forms.push(form(`memory ${limits(memory.limits)}`));
  }
  const constants = new ExpressionPrinter(identifierOf);
  for (const { global, initial } of globals) {
    const type = global.mutable ? `(mut ${global.type})` : global.type;
    forms.push(form(`global ${type}`, [constants.expression(initial)]));
  }
  for (const [name, exported] of exports) {
    forms.push(form(`export ${quoted(name)}`, [form(exportDescription(exported, identifierOf))]));
  }
  for (const defined of functions) forms.push(printFunction(defined, identifierOf));
  for (const { offset, bytes } of data) forms.push(form(`data (i32.const ${offset}) ${quotedBytes(bytes)}`));
  return `${layOut(form("module", forms, true))}\n`;
}

function printFunction({ ref, body }: DefinedFunction, identifierOf: (ref: FunctionRef) => string): Form {
  const printer = new ExpressionPrinter(identifierOf);
  const locals = (body?.locals ?? []).map((local) => form(`local ${localIdentifier(local)} ${local.type}`));
  const statements = printer.statements(body?.statements ?? []);
  const result = body?.result === undefined ? [] : [printer.expression(body.result)];
  return form(`func ${identifierOf(ref)}`, [...signature(ref), ...locals, ...statements, ...result], true);
}

function signature(ref: FunctionRef): Form[] {
  const parameters = Object.entries(ref.parameters).map(([name, type], index) => {
    return form(`param ${localIdentifier({ kind: "local", name, index, type })} ${type}`);
  });
  return ref.result === "none" ? parameters : [...parameters, form(`result ${ref.result}`)];
}

/** Identifiers of functions: their names, numbered where two are the same. */
function functionIdentifiers(refs: readonly FunctionRef[]): ReadonlyMap<FunctionRef, string> {
  const taken = new Set<string>();
  const identifiers = new Map<FunctionRef, string>();
  for (const ref of refs) {
    const name = identifier(ref.name);
    const unique = taken.has(name) ? `${name}.${identifiers.size}` : name;
    taken.add(unique);
    identifiers.set(ref, unique);
  }
  return identifiers;
}

function exportDescription(
  exported: FunctionRef | Global | "memory",
  identifierOf: (ref: FunctionRef) => string,
): string {
  if (exported === "memory") return "memory 0";
  return "kind" in exported ? `global ${exported.index}` : `func ${identifierOf(exported)}`;
}

function limits({ initial, maximum, shared }: MemoryLimits): string {
  return [initial, maximum, shared ? "shared" : undefined].filter((part) => part !== undefined).join(" ");
}

function quoted(name: string): string {
  return quotedBytes(new TextEncoder().encode(name));
}

/** A string of the text format: printable ASCII as it is, every other byte as two hex digits. */
function quotedBytes(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return /[ !#-[\]-~]/.test(character) ? character : `\\${byte.toString(16).padStart(2, "0")}`;
  });
  return `"${text.join("")}"`;
}
