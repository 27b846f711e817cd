import { type DType, fromFloat16Bits, type Scalar, toFloat16Bits } from "@hyrax/core";
import { type Code, define, plain, wgsl } from "./code.js";

// Infinity and NaN are errors in constant expressions, even as the bits of one; those of a variable are not constant.
const fromBits = define("f32_of_bits")`(bits: u32) -> f32 {
  return bitcast<f32>(bits);
}`;

export const infinity: Code = wgsl`${fromBits}(0x7f800000u)`;
export const negativeInfinity: Code = wgsl`${fromBits}(0xff800000u)`;
export const nan: Code = wgsl`${fromBits}(0x7fc00000u)`;

/** A number of float32 as WGSL. */
export function f32(value: number): Code {
  const rounded = Math.fround(value);
  if (Number.isNaN(rounded)) return nan;
  if (rounded === Number.POSITIVE_INFINITY) return infinity;
  if (rounded === Number.NEGATIVE_INFINITY) return negativeInfinity;
  // A compiler may take −0 for 0, but not its bits.
  if (Object.is(rounded, -0)) return plain("bitcast<f32>(0x80000000u)");
  return plain(`${shortest(rounded)}f`);
}

/** The shortest decimal that rounds to a float32. */
function shortest(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

/** An integer of 32 bits as WGSL; what lies beyond them wraps. */
export function i32(value: number): Code {
  const wrapped = value | 0;
  // −2147483648i would be the negation of a number that is too large.
  return plain(wrapped === -2147483648 ? "i32(-2147483648)" : `${wrapped}i`);
}

export function u32(value: number): Code {
  return plain(`${value >>> 0}u`);
}

/** A literal as a value of its dtype has it in a register. */
export function literal(value: Scalar, dtype: DType): Code {
  switch (dtype) {
    case "bool":
      return plain(value ? "true" : "false");
    case "int32":
      return i32(Number(typeof value === "bigint" ? BigInt.asIntN(32, value) : value));
    case "uint32":
      return u32(Number(typeof value === "bigint" ? BigInt.asUintN(32, value) : value));
    case "float16":
      return f32(fromFloat16Bits(toFloat16Bits(Number(value))));
    default:
      return f32(Number(value));
  }
}
