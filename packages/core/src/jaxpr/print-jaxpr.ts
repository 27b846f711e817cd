import { scalarParts } from "../array/complex.js";
import { formatArray } from "../format/index.js";
import { memo } from "../memo.js";
import { type Atom, type Eqn, innerJaxprs, Jaxpr, Literal, type Var } from "./jaxpr.js";

/** Parts between an opening and a closing: on one line if it has the room, or each on a line of its own. */
function layout(
  open: string,
  parts: readonly string[],
  separator: string,
  close: string,
  margin: string,
  room: number,
): string {
  const flat = open + parts.join(separator) + close;
  if (!flat.includes("\n") && flat.length <= room) return flat;
  return [open.trimEnd(), ...parts.map((part) => indented(part, `${margin}  `)), margin + close.trimStart()].join("\n");
}

function indented(text: string, indent: string): string {
  return indent + text.replaceAll("\n", `\n${indent}`);
}

/** A list as Python writes a tuple. */
function tuple(items: readonly string[]): string {
  return `(${items.join(", ")}${items.length === 1 ? "," : ""})`;
}

/** The letters of variables, in the order in which they appear; variables that nothing reads have none. */
class Names {
  readonly #names = new Map<Var, string>();
  #count = 0;

  constructor(readonly read: ReadonlySet<Var>) {}

  of(v: Var): string {
    return memo(this.#names, v, () => letters(this.#count++));
  }

  /** Where variables are bound: with their types, and as `_` if nothing reads them. */
  bindings(list: readonly Var[]): string {
    return list.map((v) => `${this.#binding(v)}:${v.aval}`).join(" ");
  }

  /** Gives the inputs and results of a jaxpr the letters of the variables that it is called with, as JAX does for jit. */
  share(jaxpr: Jaxpr, inputs: readonly Atom[], outs: readonly Var[]): void {
    const outer = [...inputs, ...outs];
    [...jaxpr.invars, ...jaxpr.outs].forEach((inner, i) => {
      const atom = outer[i] as Atom;
      // A variable that is passed twice gives its letter once.
      const known = inner instanceof Literal || this.#names.has(inner) || outer.indexOf(atom) < i;
      if (!(known || atom instanceof Literal)) this.#names.set(inner, this.#binding(atom));
    });
  }

  #binding(v: Var): string {
    return this.read.has(v) ? this.of(v) : "_";
  }
}

/** a … z, then ba, bb, … as JAX counts. */
function letters(n: number): string {
  const digit = (10 + (n % 26)).toString(36);
  return n < 26 ? digit : letters(Math.floor(n / 26)) + digit;
}

/** The variables that are read anywhere in a jaxpr or in those within it, and its inputs. */
function readVariables(jaxpr: Jaxpr): readonly Var[] {
  const inputs = [...jaxpr.constvars, ...jaxpr.invars];
  const atoms = [...jaxpr.eqns.flatMap((eqn) => eqn.inputs), ...jaxpr.outs];
  const inner = jaxpr.eqns.flatMap((eqn) => innerJaxprs(eqn.params)).flatMap(readVariables);
  return [...inputs, ...atoms.filter((atom) => !(atom instanceof Literal)), ...inner];
}

/** A jaxpr in JAX's text form, on lines of 80 columns. */
export function printJaxpr(jaxpr: Jaxpr): string {
  return print(jaxpr, new Names(new Set(readVariables(jaxpr))), 80);
}

function print({ constvars, invars, eqns, outs }: Jaxpr, names: Names, room: number): string {
  const head = `{ lambda ${names.bindings(constvars)}; ${names.bindings(invars)}. let `;
  const parts = eqns.map((eqn) => printEqn(eqn, names, room - 4));
  return layout(head, parts, "; ", ` in ${tuple(outs.map((atom) => printAtom(atom, names)))} }`, "  ", room);
}

function printAtom(atom: Atom, names: Names): string {
  return atom instanceof Literal
    ? `${formatArray(scalarParts(atom.value), [], atom.aval.dtype)}:${atom.aval}`
    : names.of(atom);
}

function printEqn({ primitive, inputs, params, outs }: Eqn, names: Names, room: number): string {
  // Letters go in the order of the text: inputs are read before results are bound.
  const operands = inputs.map((atom) => ` ${printAtom(atom, names)}`).join("");
  const head = (outs.length > 0 ? `${names.bindings(outs)} = ` : "") + primitive.name;
  if (primitive.name === "jit") for (const inner of innerJaxprs(params)) names.share(inner, inputs, outs);
  const parts = printEntries(primitive.traits.print?.(params) ?? params, names, room - 2);
  const rest = room - head.length - operands.length;
  return head + (parts.length > 0 ? layout("[", parts, " ", "]", "", rest) : "") + operands;
}

/** The params by name in order, the `name` of a function first. */
function printEntries(params: object, names: Names, room: number): readonly string[] {
  return Object.entries(params)
    .sort(([a], [b]) => (b === "name" || (a !== "name" && a > b) ? 1 : -1))
    .map(([key, value]) => {
      const name = `${key.replace(/[A-Z]/g, "_$&").toLowerCase()}=`;
      return name + printValue(value, names, room - name.length);
    });
}

/** A param as Python prints it: tuples, None, True, and jaxprs in full. */
function printValue(value: unknown, names: Names, room: number): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof Jaxpr) return print(value, names, room);
  if (Array.isArray(value)) {
    const items = value.map((item) => printValue(item, names, room));
    return value[0] instanceof Jaxpr ? `(\n${items.map((item) => indented(item, "  ")).join("\n")}\n)` : tuple(items);
  }
  if (typeof value === "function") return value.name || "<lambda>";
  // What has a text of its own, beside the plain records of dimension numbers.
  return typeof value === "object" && String(value) === "[object Object]"
    ? `{${printEntries(value, names, room).join(", ")}}`
    : String(value);
}
