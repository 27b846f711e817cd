import type { Expr } from "../expression.js";
import { loads, stores } from "./access.js";
import { i64Atomic } from "./atomics.js";
import { binary, unary } from "./operations.js";

/** Integers of 64 bits. */
export const i64 = {
  /** The constant `value`, taken modulo 2⁶⁴. */
  const(value: bigint): Expr<"i64"> {
    return { kind: "bigint", type: "i64", value };
  },
  ...unary("i64", "i64", "i32", { eqz: 0x50 }),
  ...binary("i64", "i64", "i32", { eq: 0x51, ne: 0x52, ltS: 0x53, ltU: 0x54, gtS: 0x55, gtU: 0x56 }),
  ...binary("i64", "i64", "i32", { leS: 0x57, leU: 0x58, geS: 0x59, geU: 0x5a }),
  ...unary("i64", "i64", "i64", {
    clz: 0x79,
    ctz: 0x7a,
    popcnt: 0x7b,
    extend8S: 0xc2,
    extend16S: 0xc3,
    extend32S: 0xc4,
  }),
  ...binary("i64", "i64", "i64", { add: 0x7c, sub: 0x7d, mul: 0x7e, divS: 0x7f, divU: 0x80, remS: 0x81, remU: 0x82 }),
  ...binary("i64", "i64", "i64", { and: 0x83, or: 0x84, xor: 0x85 }),
  ...binary("i64", "i64", "i64", { shl: 0x86, shrS: 0x87, shrU: 0x88, rotl: 0x89, rotr: 0x8a }),
  ...unary("i64", "i32", "i64", { extendI32S: 0xac, extendI32U: 0xad }),
  ...unary("i64", "f32", "i64", { truncF32S: 0xae, truncF32U: 0xaf }),
  ...unary("i64", "f32", "i64", { truncSatF32S: 0xfc_004, truncSatF32U: 0xfc_005 }),
  ...unary("i64", "f64", "i64", { truncF64S: 0xb0, truncF64U: 0xb1, reinterpretF64: 0xbd }),
  ...unary("i64", "f64", "i64", { truncSatF64S: 0xfc_006, truncSatF64U: 0xfc_007 }),
  ...loads("i64", "i64", 8, { load: 0x29 }),
  ...loads("i64", "i64", 1, { load8S: 0x30, load8U: 0x31 }),
  ...loads("i64", "i64", 2, { load16S: 0x32, load16U: 0x33 }),
  ...loads("i64", "i64", 4, { load32S: 0x34, load32U: 0x35 }),
  ...stores("i64", "i64", 8, { store: 0x37 }),
  ...stores("i64", "i64", 1, { store8: 0x3c }),
  ...stores("i64", "i64", 2, { store16: 0x3d }),
  ...stores("i64", "i64", 4, { store32: 0x3e }),
  atomic: i64Atomic,
};
