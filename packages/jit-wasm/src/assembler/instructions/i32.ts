import type { Expr } from "../expression.js";
import { loads, stores } from "./access.js";
import { i32Atomic } from "./atomics.js";
import { binary, unary } from "./operations.js";

/** Integers of 32 bits, and booleans (0 or 1). */
export const i32 = {
  /** The constant `value`, taken modulo 2³². */
  const(value: number): Expr<"i32"> {
    return { kind: "number", type: "i32", value };
  },
  ...unary("i32", "i32", "i32", { eqz: 0x45, clz: 0x67, ctz: 0x68, popcnt: 0x69, extend8S: 0xc0, extend16S: 0xc1 }),
  ...binary("i32", "i32", "i32", { eq: 0x46, ne: 0x47, ltS: 0x48, ltU: 0x49, gtS: 0x4a, gtU: 0x4b }),
  ...binary("i32", "i32", "i32", { leS: 0x4c, leU: 0x4d, geS: 0x4e, geU: 0x4f }),
  ...binary("i32", "i32", "i32", { add: 0x6a, sub: 0x6b, mul: 0x6c, divS: 0x6d, divU: 0x6e, remS: 0x6f, remU: 0x70 }),
  ...binary("i32", "i32", "i32", { and: 0x71, or: 0x72, xor: 0x73 }),
  ...binary("i32", "i32", "i32", { shl: 0x74, shrS: 0x75, shrU: 0x76, rotl: 0x77, rotr: 0x78 }),
  ...unary("i32", "i64", "i32", { wrapI64: 0xa7 }),
  ...unary("i32", "f32", "i32", { truncF32S: 0xa8, truncF32U: 0xa9, reinterpretF32: 0xbc }),
  ...unary("i32", "f32", "i32", { truncSatF32S: 0xfc_000, truncSatF32U: 0xfc_001 }),
  ...unary("i32", "f64", "i32", { truncF64S: 0xaa, truncF64U: 0xab }),
  ...unary("i32", "f64", "i32", { truncSatF64S: 0xfc_002, truncSatF64U: 0xfc_003 }),
  ...loads("i32", "i32", 4, { load: 0x28 }),
  ...loads("i32", "i32", 1, { load8S: 0x2c, load8U: 0x2d }),
  ...loads("i32", "i32", 2, { load16S: 0x2e, load16U: 0x2f }),
  ...stores("i32", "i32", 4, { store: 0x36 }),
  ...stores("i32", "i32", 1, { store8: 0x3a }),
  ...stores("i32", "i32", 2, { store16: 0x3b }),
  atomic: i32Atomic,
};
