import { dtypeBytes, dtypeKind } from "@hyrax/core";
import { type Expr, type FunctionBuilder, i32, i32x4, i64, i64x2, v128 } from "../../assembler/index.js";
import type { LaneDType, Value, Vector } from "../../emit/vector-types.js";

/**
 * What keys tell apart. `values`: all numbers, −0 before 0; NaNs are one, and the last. `equals`: as `values`, but −0 and
 * 0 are one. `descending`: the reverse of `values`.
 */
export type KeyOrder = "values" | "equals" | "descending";

/** The integers of the same size as a real dtype, sign-extended where it has a sign: its bits as lanes hold them. */
export function bitsDtype(dtype: LaneDType): LaneDType {
  const kind = dtypeKind(dtype);
  if (dtype === "bool") return "uint8";
  return kind === "f" ? (`int${8 * dtypeBytes(dtype)}` as LaneDType) : dtype; // Floats have 2, 4 or 8 bytes.
}

/** The significant bits of a key. */
export function keyBits(dtype: LaneDType): number {
  return 8 * dtypeBytes(dtype);
}

interface Lanes {
  splat(bits: bigint): Vector;
  sign(x: Vector): Vector;
  equal(x: Vector, y: Vector): Vector;
  greater(x: Vector, y: Vector): Vector;
}

const lanes32: Lanes = {
  splat: (bits) => i32x4.splat(i32.const(Number(BigInt.asIntN(32, bits)))),
  sign: (x) => i32x4.shrS(x, i32.const(31)),
  equal: i32x4.eq,
  greater: i32x4.gtS,
};

const lanes64: Lanes = {
  splat: (bits) => i64x2.splat(i64.const(BigInt.asIntN(64, bits))),
  sign: (x) => i64x2.shrS(x, i32.const(63)),
  equal: i64x2.eq,
  greater: i64x2.gtS,
};

/** The bits of a dtype's formats as constants in all lanes. */
function format(dtype: LaneDType) {
  const bits = BigInt(keyBits(dtype));
  const lanes = bits === 64n ? lanes64 : lanes32;
  const fraction = { float16: 10n, bfloat16: 7n, float32: 23n }[dtype as string] ?? 52n;
  const sign = 1n << (bits - 1n);
  return {
    lanes,
    all: lanes.splat((1n << bits) - 1n),
    sign: lanes.splat(sign),
    magnitude: lanes.splat(sign - 1n),
    infinity: lanes.splat(sign - (1n << fraction)),
    zero: lanes.splat(0n),
  };
}

/** Where floats are NaN, and where they are 0 or −0, as masks. */
export function oddities(f: FunctionBuilder, dtype: LaneDType, bits: Vector): { nan: Vector; zero: Vector } {
  const { lanes, magnitude, infinity, zero } = format(dtype);
  const size = f.let(v128.and(bits, magnitude));
  return { nan: lanes.greater(size, infinity), zero: lanes.equal(size, zero) };
}

/**
 * Unsigned keys of real elements, whose order is that of the elements: integers with their sign bit flipped, floats that
 * are negative with all bits flipped (Terdiman, "Radix sort revisited", 2000). `bits` are lanes of `bitsDtype`.
 */
export function keysOfBits(f: FunctionBuilder, dtype: LaneDType, bits: Value, order: KeyOrder): Value {
  const kind = dtypeKind(dtype);
  const { lanes, all, sign } = format(dtype);
  return bits.map((vector) => {
    const x = f.let(vector);
    const ascending = (): Vector => {
      if (kind === "i") return v128.and(v128.xor(x, sign), all);
      if (kind !== "f") return x;
      const odd = oddities(f, dtype, x);
      const flipped = v128.or(lanes.sign(x), sign);
      const number = v128.and(v128.xor(x, flipped), all);
      const key = v128.or(number, v128.and(odd.nan, all));
      return order === "equals" ? v128.bitselect(sign, key, f.let(odd.zero)) : key;
    };
    const key = ascending();
    return order === "descending" ? v128.xor(key, all) : key;
  });
}

/** Elements as their keys have them, in lanes of `bitsDtype`: the inverse of `keysOfBits` with the order of values. */
export function bitsOfKeys(f: FunctionBuilder, dtype: LaneDType, keys: Value): Value {
  const kind = dtypeKind(dtype);
  const { lanes, all, sign, zero } = format(dtype);
  return keys.map((vector) => {
    if (kind === "i") return v128.xor(vector, sign);
    if (kind !== "f") return vector;
    const key = f.let(vector);
    const isNegative = lanes.equal(v128.and(key, sign), zero);
    return v128.xor(key, v128.or(v128.and(isNegative, all), sign));
  });
}

/** The word of a key in the first lane: its low 32 bits, or the high ones of 64. */
export function keyWord([key]: Value, word: number): Expr<"i32"> {
  return i32x4.extractLane(key!, word);
}
