import type { Expr, Instruction } from "../expression.js";
import { type Access, access, loads, stores, updates } from "./access.js";
import { checkOperand } from "./operations.js";

/** The opcodes of one width are those of i32, moved by a constant. */
const FIRST = { i32: 0, i64: 1 };

/** Atomic accesses of one type. Each operation has seven widths, whose opcodes follow each other. */
function atomics<T extends "i32" | "i64">(type: T, bytes: number) {
  const first = FIRST[type];
  const shape = `${type}.atomic.rmw`;
  const compareExchange: Instruction = { shape, key: "cmpxchg", opcode: 0xfe_048 + first };
  return {
    ...loads(`${type}.atomic`, type, bytes, 0xfe_010 + first, ["load"]),
    ...stores(`${type}.atomic`, type, bytes, 0xfe_017 + first, ["store"]),
    rmw: {
      ...updates(shape, type, bytes, 0xfe_01e + first, ["add"]),
      ...updates(shape, type, bytes, 0xfe_025 + first, ["sub"]),
      ...updates(shape, type, bytes, 0xfe_02c + first, ["and"]),
      ...updates(shape, type, bytes, 0xfe_033 + first, ["or"]),
      ...updates(shape, type, bytes, 0xfe_03a + first, ["xor"]),
      ...updates(shape, type, bytes, 0xfe_041 + first, ["xchg"]),
      /** Stores `replacement` where `expected` stands; returns what stood there. */
      cmpxchg(address: Expr<"i32">, expected: Expr<T>, replacement: Expr<T>, how: Access = {}): Expr<T> {
        checkOperand(compareExchange, expected, type);
        checkOperand(compareExchange, replacement, type);
        return access(compareExchange, type, [address, expected, replacement], bytes, how);
      },
    },
  };
}

export const i32Atomic = atomics("i32", 4);
export const i64Atomic = atomics("i64", 8);
