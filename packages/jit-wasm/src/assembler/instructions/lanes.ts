import type { Expr, Instruction, LaneShape } from "../expression.js";
import type { ValueType } from "../types.js";
import { checkLane, checkOperand, family } from "./operations.js";

/** Reads of one lane of `count`. */
export function extracts<K extends string, T extends ValueType>(
  shape: string,
  type: T,
  count: number,
  firstOpcode: number,
  names: readonly K[],
) {
  return family(shape, firstOpcode, names, (instruction) => (vector: Expr<"v128">, lane: number): Expr<T> => {
    checkOperand(instruction, vector, "v128");
    checkLane(instruction, lane, count);
    return { kind: "operation", type, instruction, operands: [vector], immediates: [lane] };
  });
}

/** The vector with one lane of `count` replaced. */
export function replaces<K extends string, T extends ValueType>(
  shape: string,
  type: T,
  count: number,
  firstOpcode: number,
  names: readonly K[],
) {
  return family(
    shape,
    firstOpcode,
    names,
    (instruction) =>
      (vector: Expr<"v128">, lane: number, x: Expr<T>): Expr<"v128"> => {
        checkOperand(instruction, vector, "v128");
        checkOperand(instruction, x, type);
        checkLane(instruction, lane, count);
        return { kind: "operation", type: "v128", instruction, operands: [vector, x], immediates: [lane] };
      },
  );
}

/** Shifts of every lane by one scalar count, taken modulo the lane's width. */
export function shifts<K extends string>(shape: string, firstOpcode: number, names: readonly K[]) {
  return family(shape, firstOpcode, names, (instruction) => (vector: Expr<"v128">, bits: Expr<"i32">): Expr<"v128"> => {
    checkOperand(instruction, vector, "v128");
    checkOperand(instruction, bits, "i32");
    return { kind: "operation", type: "v128", instruction, operands: [vector, bits], immediates: [] };
  });
}

const SHUFFLE: Instruction = { shape: "i8x16", key: "shuffle", opcode: 0xfd_00d };

/**
 * Shuffles of `count` lanes: lane i of the result is lane `lanes[i]` of the two vectors, `a`'s lanes counted first.
 * WebAssembly has the one that moves bytes; engines recognise the patterns of wider lanes in it.
 */
export function shuffle(count: 2 | 4 | 8 | 16) {
  const width = 16 / count;
  return (a: Expr<"v128">, b: Expr<"v128">, lanes: readonly number[]): Expr<"v128"> => {
    checkOperand(SHUFFLE, a, "v128");
    checkOperand(SHUFFLE, b, "v128");
    if (lanes.length !== count) {
      throw new RangeError(`shuffle: ${lanes.length} lanes were chosen; a vector of this shape has ${count}`);
    }
    for (const lane of lanes) checkLane(SHUFFLE, lane, 2 * count);
    const immediates = lanes.flatMap((lane) => Array.from({ length: width }, (_, byte) => lane * width + byte));
    return { kind: "operation", type: "v128", instruction: SHUFFLE, operands: [a, b], immediates };
  };
}

/** A vector constant of `count` lanes. */
export function vectorConstant(shape: LaneShape, lanes: readonly (number | bigint)[], count: number): Expr<"v128"> {
  if (lanes.length === count) return { kind: "vector", type: "v128", shape, lanes };
  throw new RangeError(`${shape}.const: ${lanes.length} values were given; a vector of this shape has ${count}`);
}
