import type { Expr } from "../expression.js";
import { loads, stores } from "./access.js";
import { i64Atomic } from "./atomics.js";
import { INTEGER_ARITHMETIC, INTEGER_COMPARISONS, INTEGER_COUNTS, INTEGER_SHIFTS } from "./names.js";
import { binary, unary } from "./operations.js";

/** Integers of 64 bits. */
export const i64 = {
  /** The constant `value`, taken modulo 2⁶⁴. */
  const(value: bigint): Expr<"i64"> {
    return { kind: "bigint", type: "i64", value };
  },
  ...unary("i64", "i64", "i32", 0x50, ["eqz"]),
  ...binary("i64", "i64", "i32", 0x51, INTEGER_COMPARISONS),
  ...unary("i64", "i64", "i64", 0x79, INTEGER_COUNTS),
  ...binary("i64", "i64", "i64", 0x7c, INTEGER_ARITHMETIC),
  ...binary("i64", "i64", "i64", 0x86, INTEGER_SHIFTS),
  ...unary("i64", "i32", "i64", 0xac, ["extendI32S", "extendI32U"]),
  ...unary("i64", "f32", "i64", 0xae, ["truncF32S", "truncF32U"]),
  ...unary("i64", "f64", "i64", 0xb0, ["truncF64S", "truncF64U"]),
  ...unary("i64", "f64", "i64", 0xbd, ["reinterpretF64"]),
  ...unary("i64", "i64", "i64", 0xc2, ["extend8S", "extend16S", "extend32S"]),
  ...unary("i64", "f32", "i64", 0xfc_004, ["truncSatF32S", "truncSatF32U"]),
  ...unary("i64", "f64", "i64", 0xfc_006, ["truncSatF64S", "truncSatF64U"]),
  ...loads("i64", "i64", 8, 0x29, ["load"]),
  ...loads("i64", "i64", 1, 0x30, ["load8S", "load8U"]),
  ...loads("i64", "i64", 2, 0x32, ["load16S", "load16U"]),
  ...loads("i64", "i64", 4, 0x34, ["load32S", "load32U"]),
  ...stores("i64", "i64", 8, 0x37, ["store"]),
  ...stores("i64", "i64", 1, 0x3c, ["store8"]),
  ...stores("i64", "i64", 2, 0x3d, ["store16"]),
  ...stores("i64", "i64", 4, 0x3e, ["store32"]),
  atomic: i64Atomic,
};
