import type { Expr } from "../expression.js";
import { loads, stores } from "./access.js";
import { binary, unary } from "./operations.js";

/** Floating-point numbers of 32 bits. `min` and `max` propagate NaN; `nearest` rounds halves to even. */
export const f32 = {
  const(value: number): Expr<"f32"> {
    return { kind: "number", type: "f32", value };
  },
  ...binary("f32", "f32", "i32", { eq: 0x5b, ne: 0x5c, lt: 0x5d, gt: 0x5e, le: 0x5f, ge: 0x60 }),
  ...unary("f32", "f32", "f32", { abs: 0x8b, neg: 0x8c, ceil: 0x8d, floor: 0x8e, trunc: 0x8f, nearest: 0x90 }),
  ...unary("f32", "f32", "f32", { sqrt: 0x91 }),
  ...binary("f32", "f32", "f32", { add: 0x92, sub: 0x93, mul: 0x94, div: 0x95, min: 0x96, max: 0x97, copysign: 0x98 }),
  ...unary("f32", "i32", "f32", { convertI32S: 0xb2, convertI32U: 0xb3, reinterpretI32: 0xbe }),
  ...unary("f32", "i64", "f32", { convertI64S: 0xb4, convertI64U: 0xb5 }),
  ...unary("f32", "f64", "f32", { demoteF64: 0xb6 }),
  ...loads("f32", "f32", 4, { load: 0x2a }),
  ...stores("f32", "f32", 4, { store: 0x38 }),
};

/** Floating-point numbers of 64 bits. `min` and `max` propagate NaN; `nearest` rounds halves to even. */
export const f64 = {
  const(value: number): Expr<"f64"> {
    return { kind: "number", type: "f64", value };
  },
  ...binary("f64", "f64", "i32", { eq: 0x61, ne: 0x62, lt: 0x63, gt: 0x64, le: 0x65, ge: 0x66 }),
  ...unary("f64", "f64", "f64", { abs: 0x99, neg: 0x9a, ceil: 0x9b, floor: 0x9c, trunc: 0x9d, nearest: 0x9e }),
  ...unary("f64", "f64", "f64", { sqrt: 0x9f }),
  ...binary("f64", "f64", "f64", { add: 0xa0, sub: 0xa1, mul: 0xa2, div: 0xa3, min: 0xa4, max: 0xa5, copysign: 0xa6 }),
  ...unary("f64", "i32", "f64", { convertI32S: 0xb7, convertI32U: 0xb8 }),
  ...unary("f64", "i64", "f64", { convertI64S: 0xb9, convertI64U: 0xba, reinterpretI64: 0xbf }),
  ...unary("f64", "f32", "f64", { promoteF32: 0xbb }),
  ...loads("f64", "f64", 8, { load: 0x2b }),
  ...stores("f64", "f64", 8, { store: 0x39 }),
};
