import type { Expr, Instruction } from "../expression.js";
import { textName } from "../text-name.js";
import type { ResultType, ValueType } from "../types.js";

/** The opcode of each operation of a family; a key is the instruction's text name in camelCase. */
export type Opcodes<K extends string> = { readonly [P in K]: number };

/** One operation per opcode, each made by `make` from its instruction. */
export function family<K extends string, F>(
  shape: string,
  opcodes: Opcodes<K>,
  make: (instruction: Instruction) => F,
): { readonly [P in K]: F } {
  const operations: { [P in K]?: F } = {};
  for (const key in opcodes) operations[key] = make({ shape, key, opcode: opcodes[key] });
  return operations as { readonly [P in K]: F }; // The loop visited every key.
}

/** Throws if an operand has another type than its instruction takes: sooner and clearer than the engine's validator. */
export function checkOperand(instruction: Instruction, operand: Expr, type: ValueType): void {
  if (operand.type === type) return;
  throw new TypeError(`${textName(instruction)}: an operand is of type ${operand.type}; it must be ${type}`);
}

/** Throws unless `lane` is one of `count` lanes. */
export function checkLane(instruction: Instruction, lane: number, count: number): void {
  if (Number.isInteger(lane) && lane >= 0 && lane < count) return;
  throw new RangeError(`${textName(instruction)}: lane ${lane} is not one of the ${count} lanes`);
}

const NO_IMMEDIATES: readonly number[] = [];

/** Operations of one operand. */
export function unary<K extends string, A extends ValueType, R extends ResultType>(
  shape: string,
  operand: A,
  result: R,
  opcodes: Opcodes<K>,
) {
  return family(shape, opcodes, (instruction) => (x: Expr<A>): Expr<R> => {
    checkOperand(instruction, x, operand);
    return { kind: "operation", type: result, instruction, operands: [x], immediates: NO_IMMEDIATES };
  });
}

/** Operations of two operands of one type. */
export function binary<K extends string, A extends ValueType, R extends ResultType>(
  shape: string,
  operand: A,
  result: R,
  opcodes: Opcodes<K>,
) {
  return family(shape, opcodes, (instruction) => (x: Expr<A>, y: Expr<A>): Expr<R> => {
    checkOperand(instruction, x, operand);
    checkOperand(instruction, y, operand);
    return { kind: "operation", type: result, instruction, operands: [x, y], immediates: NO_IMMEDIATES };
  });
}

/** Operations of three operands of one type. */
export function ternary<K extends string, A extends ValueType>(shape: string, type: A, opcodes: Opcodes<K>) {
  return family(shape, opcodes, (instruction) => (x: Expr<A>, y: Expr<A>, z: Expr<A>): Expr<A> => {
    for (const operand of [x, y, z]) checkOperand(instruction, operand, type);
    return { kind: "operation", type, instruction, operands: [x, y, z], immediates: NO_IMMEDIATES };
  });
}
