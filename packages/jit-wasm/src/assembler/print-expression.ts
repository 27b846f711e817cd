import type { Expr, FunctionRef, Label, Local, Statement } from "./expression.js";
import { textName } from "./text-name.js";

/** A parenthesised form of the text format: a head, and the forms within it. */
export interface Form {
  readonly head: string;
  readonly inner: readonly Form[];
  /** The form's length on one line; infinite where a line of its own is due to something within. */
  readonly width: number;
}

const LINE = 110;

/** A form that stands on one line where it fits; a `tall` one never does. */
export function form(head: string, inner: readonly Form[] = [], tall = false): Form {
  const width = inner.reduce((sum, { width }) => sum + 1 + width, head.length + 2);
  return { head, inner, width: tall ? Number.POSITIVE_INFINITY : width };
}

/** The lines of a form, its operands indented below it where they do not fit beside it. */
export function layOut({ head, inner, width }: Form, indent = ""): string {
  if (indent.length + width <= LINE) return `${indent}${flat({ head, inner, width })}`;
  const lines = inner.map((operand) => layOut(operand, `${indent}  `));
  return `${indent}(${[head, ...lines].join("\n")})`;
}

function flat({ head, inner }: Form): string {
  return `(${[head, ...inner.map(flat)].join(" ")})`;
}

/** An identifier of the text format; characters that it does not allow become underscores. */
export function identifier(name: string): string {
  return `$${name.replace(/[^\w.+\-*/\\^~=<>!?@#$%&|:'`]/g, "_")}`;
}

/** A variable's identifier: its name and its index, which makes it unique in its function. */
export function localIdentifier({ name, index }: Local): string {
  return identifier(`${name || "v"}.${index}`);
}

/** A number as the text format reads it back, exactly. */
function number(value: number | bigint): string {
  if (typeof value === "bigint") return String(value);
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Makes the forms of one function's expressions. */
export class ExpressionPrinter {
  readonly #functionIdentifier: (callee: FunctionRef) => string;
  readonly #labels = new Map<Label, string>();

  constructor(functionIdentifier: (callee: FunctionRef) => string) {
    this.#functionIdentifier = functionIdentifier;
  }

  statements(statements: readonly Statement[]): Form[] {
    return statements.map((statement) => this.expression(statement));
  }

  expression(e: Expr): Form {
    const all = (operands: readonly Expr[]) => operands.map((operand) => this.expression(operand));
    switch (e.kind) {
      case "operation": {
        const name = textName(e.instruction);
        // The zeros of the memory instructions number the memory, which the text leaves out.
        const hidden = /^(memory|atomic)\./.test(name);
        return form(hidden ? name : [name, ...e.immediates].join(" "), all(e.operands));
      }
      case "memory": {
        const lane = e.lane === undefined ? "" : ` ${e.lane}`;
        const offset = e.offset === 0 ? "" : ` offset=${e.offset}`;
        return form(`${textName(e.instruction)}${offset} align=${e.align}${lane}`, all(e.operands));
      }
      case "number":
        return form(`${e.type}.const ${e.type === "i32" ? e.value | 0 : number(e.value)}`);
      case "bigint":
        return form(`i64.const ${BigInt.asIntN(64, e.value)}`);
      case "vector":
        return form(`v128.const ${e.shape} ${e.lanes.map(number).join(" ")}`);
      case "local":
        return form(`local.get ${localIdentifier({ ...e, type: "i32" })}`);
      case "set":
      case "tee":
        return form(`local.${e.kind} ${localIdentifier(e.local)}`, [this.expression(e.value)]);
      case "global":
        return form(`global.get ${e.index}`);
      case "setGlobal":
        return form(`global.set ${e.global.index}`, [this.expression(e.value)]);
      case "call":
        return form(`call ${this.#functionIdentifier(e.callee)}`, all(e.operands));
      case "block":
      case "loop":
        return form(`${e.kind} ${this.#declare(e.label)}`, this.statements(e.body), true);
      case "if": {
        const label = this.#declare(e.label);
        const then = form("then", this.statements(e.body), true);
        const otherwise = e.otherwise.length === 0 ? [] : [form("else", this.statements(e.otherwise), true)];
        return form(`if ${label}`, [this.expression(e.condition), then, ...otherwise], true);
      }
      case "br":
        if (e.condition === undefined) return form(`br ${this.#label(e.label)}`);
        return form(`br_if ${this.#label(e.label)}`, [this.expression(e.condition)]);
      case "brTable":
        return form(["br_table", ...e.labels.map((label) => this.#label(label))].join(" "), [this.expression(e.index)]);
    }
  }

  #declare(label: Label): string {
    const name = identifier(`${label.name}.${this.#labels.size}`);
    this.#labels.set(label, name);
    return name;
  }

  #label(label: Label): string {
    return this.#labels.get(label) ?? identifier(`${label.name}.unknown`);
  }
}
