import type { Expr, Instruction } from "../expression.js";
import { type Access, access } from "./access.js";
import { checkOperand } from "./operations.js";

const SIZE: Instruction = { shape: "memory", key: "size", opcode: 0x3f };
const GROW: Instruction = { shape: "memory", key: "grow", opcode: 0x40 };
const COPY: Instruction = { shape: "memory", key: "copy", opcode: 0xfc_00a };
const FILL: Instruction = { shape: "memory", key: "fill", opcode: 0xfc_00b };
const NOTIFY: Instruction = { shape: "memory.atomic", key: "notify", opcode: 0xfe_000 };
const WAIT32: Instruction = { shape: "memory.atomic", key: "wait32", opcode: 0xfe_001 };
const WAIT64: Instruction = { shape: "memory.atomic", key: "wait64", opcode: 0xfe_002 };
const FENCE: Instruction = { shape: "atomic", key: "fence", opcode: 0xfe_003 };

function bulk(instruction: Instruction, operands: readonly Expr<"i32">[], immediates: readonly number[]): Expr<"none"> {
  for (const operand of operands) checkOperand(instruction, operand, "i32");
  return { kind: "operation", type: "none", instruction, operands, immediates };
}

/** Operations on the module's memory as a whole. Sizes are in pages of 64 KiB, lengths in bytes. */
export const memory = {
  /** The memory's size. */
  size(): Expr<"i32"> {
    return { kind: "operation", type: "i32", instruction: SIZE, operands: [], immediates: [0] };
  },

  /** Grows the memory by `pages`; returns its size before, or -1 if it cannot grow. */
  grow(pages: Expr<"i32">): Expr<"i32"> {
    checkOperand(GROW, pages, "i32");
    return { kind: "operation", type: "i32", instruction: GROW, operands: [pages], immediates: [0] };
  },

  /** Copies `length` bytes; the ranges may overlap. */
  copy(target: Expr<"i32">, source: Expr<"i32">, length: Expr<"i32">): Expr<"none"> {
    return bulk(COPY, [target, source, length], [0, 0]);
  },

  /** Sets `length` bytes to the low byte of `value`. */
  fill(target: Expr<"i32">, value: Expr<"i32">, length: Expr<"i32">): Expr<"none"> {
    return bulk(FILL, [target, value, length], [0]);
  },

  atomic: {
    /** Wakes at most `count` waiters at the address; returns how many woke. */
    notify(address: Expr<"i32">, count: Expr<"i32">, how: Access = {}): Expr<"i32"> {
      checkOperand(NOTIFY, count, "i32");
      return access(NOTIFY, "i32", [address, count], 4, how);
    },

    /** Sleeps while `expected` stands at the address; 0: woken, 1: another value stood there, 2: timed out (ns). */
    wait32(address: Expr<"i32">, expected: Expr<"i32">, timeout: Expr<"i64">, how: Access = {}): Expr<"i32"> {
      checkOperand(WAIT32, expected, "i32");
      checkOperand(WAIT32, timeout, "i64");
      return access(WAIT32, "i32", [address, expected, timeout], 4, how);
    },

    /** As `wait32`, on eight bytes. */
    wait64(address: Expr<"i32">, expected: Expr<"i64">, timeout: Expr<"i64">, how: Access = {}): Expr<"i32"> {
      checkOperand(WAIT64, expected, "i64");
      checkOperand(WAIT64, timeout, "i64");
      return access(WAIT64, "i32", [address, expected, timeout], 8, how);
    },

    /** Orders the memory accesses before it and after it. */
    fence(): Expr<"none"> {
      return bulk(FENCE, [], [0]);
    },
  },
};
