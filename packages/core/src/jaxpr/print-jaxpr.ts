import { formatArray } from "../format/index.js";
import { type Atom, type Eqn, Jaxpr, Literal, type Var } from "./jaxpr.js";

const width = 80;

/** Text that is laid out on one line, or one part to a line. */
interface Block {
  readonly head: string;
  readonly parts: readonly string[];
  readonly separator: string;
  readonly tail: string;
}

function layout({ head, parts, separator, tail }: Block, indent: string, flatHead: string, flatTail: string): string {
  const flat = `${flatHead}${parts.join(separator)}${flatTail}`;
  if (!flat.includes("\n") && indent.length + flat.length <= width) return flat;
  return [head, ...parts.map((part) => indented(part, indent)), tail].join("\n");
}

function indented(text: string, indent: string): string {
  return indent + text.replaceAll("\n", `\n${indent}`);
}

/** Gives variables their letters, in the order in which they appear: a … z, then ba, bb, … as JAX counts. */
class Names {
  readonly #names = new Map<Var, string>();

  constructor(readonly used: ReadonlySet<Var>) {}

  of(v: Var): string {
    let name = this.#names.get(v);
    if (name === undefined) {
      name = letters(this.#names.size);
      this.#names.set(v, name);
    }
    return name;
  }

  /** Where a variable is bound: with its type, and as `_` if nothing reads it. */
  binding(v: Var): string {
    return `${this.used.has(v) ? this.of(v) : "_"}:${v.aval}`;
  }
}

function letters(n: number): string {
  const digit = String.fromCharCode(97 + (n % 26));
  return n < 26 ? digit : letters(Math.floor(n / 26)) + digit;
}

/** The variables that are read anywhere in a jaxpr or in those within it; others print as `_`. */
function readVariables(jaxpr: Jaxpr, found = new Set<Var>()): ReadonlySet<Var> {
  const read = (atom: Atom) => {
    if (!(atom instanceof Literal)) found.add(atom);
  };
  for (const v of [...jaxpr.constvars, ...jaxpr.invars]) found.add(v);
  for (const eqn of jaxpr.eqns) {
    eqn.inputs.forEach(read);
    const params = eqn.primitive.traits.print?.(eqn.params, []) ?? eqn.params;
    for (const value of Object.values(params).flat()) if (value instanceof Jaxpr) readVariables(value, found);
  }
  jaxpr.outs.forEach(read);
  return found;
}

/** A jaxpr in JAX's text form. */
export function printJaxpr(jaxpr: Jaxpr): string {
  return print(jaxpr, new Names(readVariables(jaxpr)));
}

function print(jaxpr: Jaxpr, names: Names): string {
  const bindings = (list: readonly Var[]) => list.map((v) => names.binding(v)).join(" ");
  const consts = bindings(jaxpr.constvars);
  const head = `{ lambda ${consts}; ${bindings(jaxpr.invars)}. let`.replace(" ; .", " ; .");
  const eqns = jaxpr.eqns.map((eqn) => printEqn(eqn, names));
  const outs = jaxpr.outs.map((atom) => printAtom(atom, names));
  const tail = `in (${outs.join(", ")}${outs.length === 1 ? "," : ""}) }`;
  return layout({ head, parts: eqns, separator: "; ", tail: `  ${tail}` }, "    ", `${head} `, ` ${tail}`);
}

function printAtom(atom: Atom, names: Names): string {
  if (!(atom instanceof Literal)) return names.of(atom);
  return `${printLiteral(atom)}:${atom.aval}`;
}

function printLiteral({ value, aval }: Literal): string {
  return formatArray([value], [], aval.dtype);
}

function printEqn(eqn: Eqn, names: Names): string {
  const inputs = eqn.inputs.map((atom) => printAtom(atom, names));
  const params =
    eqn.primitive.traits.print?.(
      eqn.params,
      eqn.inputs.map((atom) => atom.aval),
    ) ?? sorted(eqn.params);
  const outs = eqn.outs.map((v) => names.binding(v));
  const head = outs.length > 0 ? `${outs.join(" ")} = ${eqn.primitive.name}` : eqn.primitive.name;
  const parts = Object.entries(params).map(([name, value]) => `${snakeCase(name)}=${printValue(value, names)}`);
  const brackets = parts.length === 0 ? "" : layout({ head: "[", parts, separator: " ", tail: "]" }, "  ", "[", "]");
  return `${head}${brackets} ${inputs.join(" ")}`.trimEnd();
}

function sorted(params: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A param as Python prints it: tuples, None, True, and jaxprs in full. */
function printValue(value: unknown, names: Names): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof Jaxpr) return print(value, names);
  if (Array.isArray(value)) {
    const items = value.map((item) => printValue(item, names));
    if (items.some((item) => item.includes("\n") || item.startsWith("{"))) {
      return `(\n${items.map((item) => indented(item, "  ")).join("\n")}\n)`;
    }
    return `(${items.join(", ")}${items.length === 1 ? "," : ""})`;
  }
  if (
    typeof value === "object" &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !Object.hasOwn(value, "toString")
  ) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${snakeCase(name)}=${printValue(item, names)}`)
      .join(", ")}}`;
  }
  return String(value);
}
