/** A piece of WGSL, with the functions that it calls. */
export interface Code {
  readonly text: string;
  readonly functions: readonly WgslFunction[];
}

/** A function of a shader; its code names the functions that it calls itself. Functions of one name are equal. */
export class WgslFunction {
  constructor(
    readonly name: string,
    readonly code: Code,
  ) {}
}

/** What may stand in a template of WGSL: code, a function (which stands for its name), or text. */
export type Part = Code | WgslFunction | string | number;

/** WGSL as a template: functions that stand in it are written into every shader that uses it. */
export function wgsl(strings: TemplateStringsArray, ...parts: readonly Part[]): Code {
  let text = strings[0] as string;
  const functions = new Set<WgslFunction>();
  parts.forEach((part, i) => {
    text += partText(part) + (strings[i + 1] as string);
    if (part instanceof WgslFunction) functions.add(part);
    else if (typeof part === "object") for (const f of part.functions) functions.add(f);
  });
  return { text, functions: [...functions] };
}

function partText(part: Part): string {
  if (part instanceof WgslFunction) return part.name;
  return typeof part === "object" ? part.text : String(part);
}

/** Text without functions. */
export function plain(text: string): Code {
  return { text, functions: [] };
}

/** Pieces one after the other. */
export function join(codes: readonly Code[], separator: string): Code {
  return {
    text: codes.map((code) => code.text).join(separator),
    functions: [...new Set(codes.flatMap((code) => code.functions))],
  };
}

/** A function of the library: `define("square")` + "(x: f32) -> f32 { return x * x; }". */
export function define(name: string): (strings: TemplateStringsArray, ...parts: readonly Part[]) => WgslFunction {
  return (strings, ...parts) => new WgslFunction(name, wgsl(strings, ...parts));
}

/** The functions that code needs, by name, each after those that it calls. */
export function neededFunctions(
  code: Code,
  found = new Map<string, WgslFunction>(),
): ReadonlyMap<string, WgslFunction> {
  for (const f of code.functions) {
    if (found.has(f.name)) continue;
    neededFunctions(f.code, found);
    found.set(f.name, f);
  }
  return found;
}

/** Functions as WGSL. */
export function printFunctions(functions: Iterable<WgslFunction>): string {
  return [...functions].map((f) => `fn ${f.name}${f.code.text}\n\n`).join("");
}
