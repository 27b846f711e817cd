import type { Expr, FunctionRef, Instruction, Parameters } from "../expression.js";
import type { ResultType, ValueType } from "../types.js";
import { checkOperand } from "./operations.js";

const SELECT: Instruction = { shape: "", key: "select", opcode: 0x1b };
const DROP: Instruction = { shape: "", key: "drop", opcode: 0x1a };
const UNREACHABLE: Instruction = { shape: "", key: "unreachable", opcode: 0x00 };
const RETURN: Instruction = { shape: "", key: "return", opcode: 0x0f };

/** One argument per parameter, by name. */
export type Arguments<P extends Parameters> = { readonly [N in keyof P]: Expr<P[N]> };

/** `x` where the condition is not 0, else `y`. Both are evaluated. */
export function select<T extends ValueType>(condition: Expr<"i32">, x: Expr<T>, y: Expr<T>): Expr<T> {
  checkOperand(SELECT, condition, "i32");
  checkOperand(SELECT, y, x.type);
  return { kind: "operation", type: x.type, instruction: SELECT, operands: [x, y, condition], immediates: [] };
}

/** Evaluates `x` for its effect. */
export function drop(x: Expr<ValueType>): Expr<"none"> {
  return { kind: "operation", type: "none", instruction: DROP, operands: [x], immediates: [] };
}

/** Traps. */
export function unreachable(): Expr<"none"> {
  return { kind: "operation", type: "none", instruction: UNREACHABLE, operands: [], immediates: [] };
}

/** Leaves the function, with `result` where it has one. */
export function returning(result?: Expr<ValueType>): Expr<"none"> {
  const operands = result === undefined ? [] : [result];
  return { kind: "operation", type: "none", instruction: RETURN, operands, immediates: [] };
}

/** Calls a function with its arguments by name; they are evaluated in the order of its parameters. */
export function call<P extends Parameters, R extends ResultType>(
  callee: FunctionRef<P, R>,
  args: Arguments<P>,
): Expr<R> {
  const operands = Object.entries(callee.parameters).map(([name, type]) => {
    const operand = args[name];
    if (operand?.type !== type) {
      const found = operand === undefined ? "missing" : `of type ${operand.type}`;
      throw new TypeError(`call of ${callee.name}: argument ${name} is ${found}; it must be of type ${type}`);
    }
    return operand;
  });
  return { kind: "call", type: callee.result, callee, operands };
}
