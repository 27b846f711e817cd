import { define, type WgslFunction } from "../code.js";

// XLA's integer arithmetic: nothing traps. By zero, a quotient has all bits set, and a remainder is the dividend.

export const divideInt32 = define("div_i32")`(x: i32, y: i32) -> i32 {
  return select(x / y, -1i, y == 0i);
}`;
export const divideUint32 = define("div_u32")`(x: u32, y: u32) -> u32 {
  return select(x / y, 0xffffffffu, y == 0u);
}`;
export const remainderInt32 = define("rem_i32")`(x: i32, y: i32) -> i32 {
  return select(x % y, x, y == 0i);
}`;
export const remainderUint32 = define("rem_u32")`(x: u32, y: u32) -> u32 {
  return select(x % y, x, y == 0u);
}`;

// Shifts by an amount that is negative or not below 32 shift everything out.

export function shiftLeft(type: "i32" | "u32"): WgslFunction {
  return define(`shift_left_${type}`)`(x: ${type}, amount: u32) -> ${type} {
  return select(x << (amount & 31u), ${type}(0), amount >= 32u);
}`;
}

export const shiftRightLogical = define("shift_right_logical")`(x: u32, amount: u32) -> u32 {
  return select(x >> (amount & 31u), 0u, amount >= 32u);
}`;

export const shiftRightArithmetic = define("shift_right_arithmetic")`(x: i32, amount: u32) -> i32 {
  return x >> min(amount, 31u);
}`;
