import type { FunctionBuilder } from "../assembler/index.js";
import { f32, f32x4, i32, i32x4, type Local, v128 } from "../assembler/index.js";
import type { Vector } from "./vector-types.js";

/** The floats of 16 bits: they are stored as such and computed with as float32, rounded after every operation. */
export type HalfDType = "float16" | "bfloat16";

export function isHalf(dtype: string): dtype is HalfDType {
  return dtype === "float16" || dtype === "bfloat16";
}

const bits = (value: number): Vector => i32x4.splat(i32.const(value));
const shl = (x: Vector, count: number): Vector => i32x4.shl(x, i32.const(count));
const shrU = (x: Vector, count: number): Vector => i32x4.shrU(x, i32.const(count));

const SIGN = 0x8000_0000;
const F32_INFINITY = 0x7f80_0000;
/** The exponents of float16 and float32 differ by 112: 2¹¹² takes the one, subnormal numbers included, to the other. */
const REBIAS = 2 ** 112;
/** 2¹⁶ as float16 with the exponent of float32 would have it: infinities and NaN stand from there on. */
const F16_BEYOND = 0x0f80_0000;

/** Four numbers of 16 bits each, one to a lane, as float32; exact. */
export function halfToFloat(f: FunctionBuilder, dtype: HalfDType, halves: Vector): Vector {
  if (dtype === "bfloat16") return shl(halves, 16);
  const magnitude = f.let(shl(v128.and(halves, bits(0x7fff)), 13));
  const finite = f32x4.mul(magnitude, f32x4.splat(f32.const(REBIAS)));
  const beyond = v128.and(i32x4.geS(magnitude, bits(F16_BEYOND)), bits(F32_INFINITY));
  return v128.or(v128.or(finite, beyond), v128.and(shl(halves, 16), bits(SIGN)));
}

/**
 * The nearest numbers of 16 bits, ties to even, in the low halves of the lanes. For bfloat16 the bits above are rounded
 * off by a carry from below: half a step less one, plus the bit that becomes the last.
 */
export function floatToHalf(f: FunctionBuilder, dtype: HalfDType, value: Vector): Vector {
  const x = f.let(value);
  if (dtype === "bfloat16") return shrU(roundedBits(f, x, 16, 0x7fc0_0000), 16);
  const magnitude = f.let(v128.and(x, bits(~SIGN)));
  // Subnormal results are multiples of 2⁻²⁴, the last place of ½: the addition rounds them, and they stand in its bits.
  const subnormal = i32x4.sub(f32x4.add(magnitude, f32x4.splat(f32.const(0.5))), bits(0x3f00_0000));
  const normal = shrU(i32x4.sub(carried(magnitude, 13), bits(112 << 23)), 13);
  const finite = v128.bitselect(subnormal, normal, i32x4.ltS(magnitude, bits(0x3880_0000)));
  const nan = i32x4.gtS(magnitude, bits(F32_INFINITY));
  const beyond = v128.bitselect(bits(0x7e00), bits(0x7c00), nan);
  const unsigned = v128.bitselect(beyond, finite, i32x4.geS(magnitude, bits(0x4780_0000)));
  return v128.or(unsigned, v128.andnot(v128.and(shrU(x, 16), bits(0x8000)), nan));
}

/** The bits of a float of 16 bits that a lane holds as float32; those of NaN are kept. */
export function halfBits(f: FunctionBuilder, dtype: HalfDType, value: Vector): Vector {
  if (dtype === "bfloat16") return shrU(value, 16);
  const x = f.let(value);
  const magnitude = f.let(v128.and(x, bits(~SIGN)));
  const finite = f32x4.mul(magnitude, f32x4.splat(f32.const(1 / REBIAS)));
  const rebiased = v128.bitselect(finite, magnitude, i32x4.ltS(magnitude, bits(F32_INFINITY)));
  return v128.or(v128.and(shrU(rebiased, 13), bits(0x7fff)), v128.and(shrU(x, 16), bits(0x8000)));
}

/** Float32 rounded to what a float of 16 bits can hold. */
export function roundToHalf(f: FunctionBuilder, dtype: HalfDType, value: Vector): Vector {
  const x = f.let(value);
  if (dtype === "bfloat16") return v128.and(roundedBits(f, x, 16, 0x7fc0_0000), bits(0xffff_0000));
  return halfToFloat(f, dtype, f.let(floatToHalf(f, dtype, x)));
}

/** The bits of x with a carry into those that stay; of NaN, given bits. */
function roundedBits(f: FunctionBuilder, x: Local<"v128">, dropped: number, nan: number): Vector {
  return v128.bitselect(carried(x, dropped), bits(nan), f.let(f32x4.eq(x, x)));
}

function carried(x: Local<"v128">, dropped: number): Vector {
  const last = v128.and(shrU(x, dropped), bits(1));
  return i32x4.add(i32x4.add(x, bits((1 << (dropped - 1)) - 1)), last);
}
