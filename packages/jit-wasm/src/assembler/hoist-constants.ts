import type { Expr, Local, Statement } from "./expression.js";
import type { FunctionBody } from "./function-builder.js";
import type { ValueType } from "./types.js";

/**
 * The same function with the vector constants of its loops in variables that are set once, at its start. Some hosts
 * compute `splat` of a constant anew each time, which makes polynomials take twice as long.
 */
export function hoistConstants(body: FunctionBody, parameterCount: number): FunctionBody {
  const hoist = new Hoist(parameterCount + body.locals.length);
  const statements = hoist.statements(body.statements, false);
  if (hoist.assignments.length === 0) return body;
  return {
    ...body,
    locals: [...body.locals, ...hoist.assignments.map(({ local }) => local)],
    statements: [...hoist.assignments, ...statements],
  };
}

interface Assignment {
  readonly kind: "set";
  readonly type: "none";
  readonly local: Local<"v128">;
  readonly value: Expr<"v128">;
}

class Hoist {
  readonly assignments: Assignment[] = [];
  readonly #known = new Map<string, Local<"v128">>();

  constructor(readonly firstIndex: number) {}

  statements(list: readonly Statement[], inLoop: boolean): readonly Statement[] {
    return mapped(list, (statement) => this.#expression(statement, inLoop));
  }

  /** The expression with variables in place of constants; itself, where it has none. */
  #expression<E extends Expr>(expr: E, inLoop: boolean): E {
    switch (expr.kind) {
      case "operation": {
        const constant = inLoop ? this.#constant(expr) : undefined;
        // A vector stands for a vector.
        if (constant !== undefined) return constant as Expr as E;
        const operands = this.#expressions(expr.operands, inLoop);
        return operands === expr.operands ? expr : { ...expr, operands };
      }
      case "memory":
      case "call": {
        const operands = this.#expressions(expr.operands, inLoop);
        return operands === expr.operands ? expr : { ...expr, operands };
      }
      case "set":
      case "tee":
      case "setGlobal": {
        const value = this.#expression(expr.value, inLoop);
        return value === expr.value ? expr : { ...expr, value };
      }
      case "block":
      case "loop": {
        const body = this.statements(expr.body, inLoop || expr.kind === "loop");
        return body === expr.body ? expr : { ...expr, body };
      }
      case "if": {
        const condition = this.#expression(expr.condition, inLoop);
        const body = this.statements(expr.body, inLoop);
        const otherwise = this.statements(expr.otherwise, inLoop);
        const isSame = condition === expr.condition && body === expr.body && otherwise === expr.otherwise;
        return isSame ? expr : { ...expr, condition, body, otherwise };
      }
      default:
        return expr;
    }
  }

  #expressions(list: readonly Expr[], inLoop: boolean): readonly Expr[] {
    return mapped(list, (expr) => this.#expression(expr, inLoop));
  }

  /** The variable of a constant vector. */
  #constant(expr: Expr): Local<"v128"> | undefined {
    if (expr.kind !== "operation" || expr.type !== "v128") return undefined;
    const [operand] = expr.operands;
    if (operand === undefined || (operand.kind !== "number" && operand.kind !== "bigint")) return undefined;
    if (expr.operands.length !== 1) return undefined;
    // −0 and 0 are not the same bits.
    const value = Object.is(operand.value, -0) ? "-0" : String(operand.value);
    const key = `${expr.instruction.opcode} ${value}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const local: Local<"v128"> = {
      kind: "local",
      type: "v128" satisfies ValueType,
      index: this.firstIndex + this.assignments.length,
      name: "constant",
    };
    this.#known.set(key, local);
    // Its type has just been seen.
    this.assignments.push({ kind: "set", type: "none", local, value: expr as Expr<"v128"> });
    return local;
  }
}

/** A list with each element mapped; itself, where all stay as they are. */
function mapped<T>(list: readonly T[], map: (element: T) => T): readonly T[] {
  let result: T[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const element = list[i] as T;
    const found = map(element);
    if (found !== element) result ??= list.slice();
    if (result !== undefined) result[i] = found;
  }
  return result ?? list;
}
