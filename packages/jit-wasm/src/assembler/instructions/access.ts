import type { Expr, Instruction, MemoryOperation } from "../expression.js";
import type { ResultType, ValueType } from "../types.js";
import { checkLane, checkOperand, family } from "./operations.js";

/**
 * How memory is accessed: a constant number of bytes past the address, and the alignment to promise in bytes. The
 * promise is a hint, natural unless given; only atomic accesses trap where it does not hold.
 */
export interface Access {
  readonly offset?: number;
  readonly align?: number;
}

const PLAIN_ACCESS: Access = {};

/** The node of a `bytes` wide access; its first operand is the address. */
export function access<R extends ResultType>(
  instruction: Instruction,
  type: R,
  operands: readonly Expr[],
  bytes: number,
  { offset = 0, align = bytes }: Access,
  lane?: number,
): MemoryOperation<R> {
  checkOperand(instruction, operands[0]!, "i32");
  return { kind: "memory", type, instruction, operands, offset, align, lane };
}

/** Loads of `bytes` bytes. */
export function loads<K extends string, T extends ValueType>(
  shape: string,
  type: T,
  bytes: number,
  firstOpcode: number,
  names: readonly K[],
) {
  return family(
    shape,
    firstOpcode,
    names,
    (instruction) =>
      (address: Expr<"i32">, how: Access = PLAIN_ACCESS): Expr<T> => {
        return access(instruction, type, [address], bytes, how);
      },
  );
}

/** Stores of `bytes` bytes of a value. */
export function stores<K extends string, T extends ValueType>(
  shape: string,
  type: T,
  bytes: number,
  firstOpcode: number,
  names: readonly K[],
) {
  return family(shape, firstOpcode, names, (instruction) => {
    return (address: Expr<"i32">, value: Expr<T>, how: Access = PLAIN_ACCESS): Expr<"none"> => {
      checkOperand(instruction, value, type);
      return access(instruction, "none", [address, value], bytes, how);
    };
  });
}

/** Atomic read-modify-write operations, which return the value that was there before. */
export function updates<K extends string, T extends ValueType>(
  shape: string,
  type: T,
  bytes: number,
  firstOpcode: number,
  names: readonly K[],
) {
  return family(shape, firstOpcode, names, (instruction) => {
    return (address: Expr<"i32">, value: Expr<T>, how: Access = PLAIN_ACCESS): Expr<T> => {
      checkOperand(instruction, value, type);
      return access(instruction, type, [address, value], bytes, how);
    };
  });
}

/** Loads of one lane of `bytes` bytes into a vector whose other lanes stay. */
export function laneLoads<K extends string>(bytes: number, firstOpcode: number, names: readonly K[]) {
  return family("v128", firstOpcode, names, (instruction) => {
    return (address: Expr<"i32">, vector: Expr<"v128">, lane: number, how: Access = PLAIN_ACCESS): Expr<"v128"> => {
      checkOperand(instruction, vector, "v128");
      checkLane(instruction, lane, 16 / bytes);
      return access(instruction, "v128", [address, vector], bytes, how, lane);
    };
  });
}

/** Stores of one lane of `bytes` bytes of a vector. */
export function laneStores<K extends string>(bytes: number, firstOpcode: number, names: readonly K[]) {
  return family("v128", firstOpcode, names, (instruction) => {
    return (address: Expr<"i32">, vector: Expr<"v128">, lane: number, how: Access = PLAIN_ACCESS): Expr<"none"> => {
      checkOperand(instruction, vector, "v128");
      checkLane(instruction, lane, 16 / bytes);
      return access(instruction, "none", [address, vector], bytes, how, lane);
    };
  });
}
