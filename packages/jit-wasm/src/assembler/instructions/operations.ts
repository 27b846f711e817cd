import type { Expr, Instruction } from "../expression.js";
import { textName } from "../text-name.js";
import type { ResultType, ValueType } from "../types.js";

/** The operations of consecutive opcodes, by name; `make` makes each from its instruction. */
export function family<K extends string, F>(
  shape: string,
  firstOpcode: number,
  names: readonly K[],
  make: (instruction: Instruction) => F,
): { readonly [P in K]: F } {
  const operations = names.map((key, i) => [key, make({ shape, key, opcode: firstOpcode + i })]);
  return Object.fromEntries(operations); // fromEntries forgets the names, the return type has them.
}

/** Throws if an operand has another type than its instruction takes: sooner and clearer than the engine's validator. */
export function checkOperand(instruction: Instruction, operand: Expr, type: ValueType): void {
  if (operand.type !== type) refuseOperand(instruction, operand, type);
}

function refuseOperand(instruction: Instruction, operand: Expr, type: ValueType): never {
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
  firstOpcode: number,
  names: readonly K[],
) {
  return family(shape, firstOpcode, names, (instruction) => (x: Expr<A>): Expr<R> => {
    checkOperand(instruction, x, operand);
    return { kind: "operation", type: result, instruction, operands: [x], immediates: NO_IMMEDIATES };
  });
}

/** Operations of two operands of one type. */
export function binary<K extends string, A extends ValueType, R extends ResultType>(
  shape: string,
  operand: A,
  result: R,
  firstOpcode: number,
  names: readonly K[],
) {
  return family(shape, firstOpcode, names, (instruction) => (x: Expr<A>, y: Expr<A>): Expr<R> => {
    // Before they are compiled, calls cost more than what they do: most operations are of this kind.
    if (x.type !== operand) refuseOperand(instruction, x, operand);
    if (y.type !== operand) refuseOperand(instruction, y, operand);
    return { kind: "operation", type: result, instruction, operands: [x, y], immediates: NO_IMMEDIATES };
  });
}

/** Operations of three operands of one type. */
export function ternary<K extends string, A extends ValueType>(
  shape: string,
  type: A,
  firstOpcode: number,
  names: readonly K[],
) {
  return family(shape, firstOpcode, names, (instruction) => (x: Expr<A>, y: Expr<A>, z: Expr<A>): Expr<A> => {
    for (const operand of [x, y, z]) checkOperand(instruction, operand, type);
    return { kind: "operation", type, instruction, operands: [x, y, z], immediates: NO_IMMEDIATES };
  });
}
