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

  /** Only blocks have blocks within, so expressions outside of loops stay as they are. */
  statements(list: readonly Statement[], inLoop: boolean): readonly Statement[] {
    let result: Statement[] | undefined;
    for (let i = 0; i < list.length; i++) {
      const statement = list[i]!;
      const found = this.#statement(statement, inLoop);
      if (found !== statement) (result ??= list.slice())[i] = found;
    }
    return result ?? list;
  }

  #statement(statement: Statement, inLoop: boolean): Statement {
    switch (statement.kind) {
      case "block":
      case "loop": {
        const body = this.statements(statement.body, inLoop || statement.kind === "loop");
        return body === statement.body ? statement : { ...statement, body };
      }
      case "if": {
        const condition = inLoop ? this.#expression(statement.condition) : statement.condition;
        const body = this.statements(statement.body, inLoop);
        const otherwise = this.statements(statement.otherwise, inLoop);
        const isSame =
          condition === statement.condition && body === statement.body && otherwise === statement.otherwise;
        return isSame ? statement : { ...statement, condition, body, otherwise };
      }
      default:
        return inLoop ? this.#expression(statement) : statement;
    }
  }

  /** An expression of a loop with variables in place of constants; itself, where it has none. */
  #expression<E extends Expr>(expr: E): E {
    switch (expr.kind) {
      case "operation": {
        const constant = this.#constant(expr);
        // A vector stands for a vector.
        if (constant !== undefined) return constant as Expr as E;
        const operands = this.#expressions(expr.operands);
        return operands === expr.operands ? expr : { ...expr, operands };
      }
      case "memory":
      case "call": {
        const operands = this.#expressions(expr.operands);
        return operands === expr.operands ? expr : { ...expr, operands };
      }
      case "set":
      case "tee":
      case "setGlobal": {
        const value = this.#expression(expr.value);
        return value === expr.value ? expr : { ...expr, value };
      }
      default:
        return expr;
    }
  }

  #expressions(list: readonly Expr[]): readonly Expr[] {
    let result: Expr[] | undefined;
    for (let i = 0; i < list.length; i++) {
      const expr = list[i]!;
      if (expr.kind === "local" || expr.kind === "number") continue;
      const found = this.#expression(expr);
      if (found !== expr) (result ??= list.slice())[i] = found;
    }
    return result ?? list;
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
