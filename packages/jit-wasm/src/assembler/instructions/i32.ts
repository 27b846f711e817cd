import type { Expr } from "../expression.js";
import { loads, stores } from "./access.js";
import { i32Atomic } from "./atomics.js";
import { INTEGER_ARITHMETIC, INTEGER_COMPARISONS, INTEGER_COUNTS, INTEGER_SHIFTS } from "./names.js";
import { binary, unary } from "./operations.js";

/** Integers of 32 bits, and booleans (0 or 1). */
export const i32 = {
  /** The constant `value`, taken modulo 2³². */
  const(value: number): Expr<"i32"> {
    return { kind: "number", type: "i32", value };
  },
  ...unary("i32", "i32", "i32", 0x45, ["eqz"]),
  ...binary("i32", "i32", "i32", 0x46, INTEGER_COMPARISONS),
  ...unary("i32", "i32", "i32", 0x67, INTEGER_COUNTS),
  ...binary("i32", "i32", "i32", 0x6a, INTEGER_ARITHMETIC),
  ...binary("i32", "i32", "i32", 0x74, INTEGER_SHIFTS),
  ...unary("i32", "i64", "i32", 0xa7, ["wrapI64"]),
  ...unary("i32", "f32", "i32", 0xa8, ["truncF32S", "truncF32U"]),
  ...unary("i32", "f64", "i32", 0xaa, ["truncF64S", "truncF64U"]),
  ...unary("i32", "f32", "i32", 0xbc, ["reinterpretF32"]),
  ...unary("i32", "i32", "i32", 0xc0, ["extend8S", "extend16S"]),
  ...unary("i32", "f32", "i32", 0xfc_000, ["truncSatF32S", "truncSatF32U"]),
  ...unary("i32", "f64", "i32", 0xfc_002, ["truncSatF64S", "truncSatF64U"]),
  ...loads("i32", "i32", 4, 0x28, ["load"]),
  ...loads("i32", "i32", 1, 0x2c, ["load8S", "load8U"]),
  ...loads("i32", "i32", 2, 0x2e, ["load16S", "load16U"]),
  ...stores("i32", "i32", 4, 0x36, ["store"]),
  ...stores("i32", "i32", 1, 0x3a, ["store8"]),
  ...stores("i32", "i32", 2, 0x3b, ["store16"]),
  atomic: i32Atomic,
};
