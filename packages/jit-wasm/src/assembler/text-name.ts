import type { Instruction } from "./expression.js";

/** An instruction's name in the text format: shape `i32x4`, key `truncSatF32x4S` → `i32x4.trunc_sat_f32x4_s`. */
export function textName({ shape, key }: Instruction): string {
  const snakeCase = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return shape === "" ? snakeCase : `${shape}.${snakeCase}`;
}
