import type { Expr } from "../expression.js";
import { loads, stores } from "./access.js";
import { FLOAT_ARITHMETIC, FLOAT_COMPARISONS, FLOAT_FUNCTIONS } from "./names.js";
import { binary, unary } from "./operations.js";

/** Floating-point numbers of 32 bits. `min` and `max` propagate NaN; `nearest` rounds halves to even. */
export const f32 = {
  const(value: number): Expr<"f32"> {
    return { kind: "number", type: "f32", value };
  },
  ...binary("f32", "f32", "i32", 0x5b, FLOAT_COMPARISONS),
  ...unary("f32", "f32", "f32", 0x8b, FLOAT_FUNCTIONS),
  ...binary("f32", "f32", "f32", 0x92, FLOAT_ARITHMETIC),
  ...unary("f32", "i32", "f32", 0xb2, ["convertI32S", "convertI32U"]),
  ...unary("f32", "i64", "f32", 0xb4, ["convertI64S", "convertI64U"]),
  ...unary("f32", "f64", "f32", 0xb6, ["demoteF64"]),
  ...unary("f32", "i32", "f32", 0xbe, ["reinterpretI32"]),
  ...loads("f32", "f32", 4, 0x2a, ["load"]),
  ...stores("f32", "f32", 4, 0x38, ["store"]),
};

/** Floating-point numbers of 64 bits. `min` and `max` propagate NaN; `nearest` rounds halves to even. */
export const f64 = {
  const(value: number): Expr<"f64"> {
    return { kind: "number", type: "f64", value };
  },
  ...binary("f64", "f64", "i32", 0x61, FLOAT_COMPARISONS),
  ...unary("f64", "f64", "f64", 0x99, FLOAT_FUNCTIONS),
  ...binary("f64", "f64", "f64", 0xa0, FLOAT_ARITHMETIC),
  ...unary("f64", "i32", "f64", 0xb7, ["convertI32S", "convertI32U"]),
  ...unary("f64", "i64", "f64", 0xb9, ["convertI64S", "convertI64U"]),
  ...unary("f64", "f32", "f64", 0xbb, ["promoteF32"]),
  ...unary("f64", "i64", "f64", 0xbf, ["reinterpretI64"]),
  ...loads("f64", "f64", 8, 0x2b, ["load"]),
  ...stores("f64", "f64", 8, 0x39, ["store"]),
};
