import { dtypeBytes, type ReducePrecisionParams } from "@hyrax/core";
import { i8x16, i16x8, i32, i32x4, i64, i64x2, v128 } from "../assembler/index.js";
import { floatToHalf, halfBits, halfToFloat, isHalf } from "../emit/half-precision.js";
import {
  eachLane,
  eachWideLane,
  integerShape,
  isSigned,
  packMask,
  shapes,
  shiftLeft,
  shiftRight,
  splatInteger,
  wrap,
} from "../emit/lanes.js";
import type { VectorContext } from "../emit/vector-context.js";
import { type LaneDType, laneKind, type Vector } from "../emit/vector-types.js";
import type { ElementCode } from "./element-rule.js";
import { each } from "./real-code.js";

/** How many bits of an integer are set. */
export function populationCount(dtype: LaneDType): ElementCode {
  const width = 8 * dtypeBytes(dtype);
  return each(({ f }, x) => {
    const bytes = i8x16.popcnt(width < 32 ? wrap(x, width, false) : x);
    const counts = i32x4.extaddPairwiseI16x8U(i16x8.extaddPairwiseI8x16U(bytes));
    if (width < 64) return counts;
    const halves = f.let(counts);
    return i64x2.add(v128.and(halves, splatInteger("i64", 0xffff_ffffn)), i64x2.shrU(halves, i32.const(32)));
  });
}

/** How many zeros stand before the first bit that is set. */
export function leadingZeros(dtype: LaneDType): ElementCode {
  const width = 8 * dtypeBytes(dtype);
  if (width === 64) return each(({ f }, x) => eachWideLane(f, [x], (lane) => i64.clz(lane!)));
  return each(({ f }, x) =>
    eachLane(f, [wrap(x, width, false)], (lane) => i32.sub(i32.clz(lane!), i32.const(32 - width))),
  );
}

interface Layout {
  readonly mantissa: number;
  readonly exponent: number;
}

const layouts: { readonly [dtype: string]: Layout } = {
  float16: { mantissa: 10, exponent: 5 },
  bfloat16: { mantissa: 7, exponent: 8 },
  float32: { mantissa: 23, exponent: 8 },
  float64: { mantissa: 52, exponent: 11 },
};

/** The bits of floats as integers in their lanes, for floats of 16 bits those of the format. */
function onBits(dtype: LaneDType, emit: (context: VectorContext, ...bits: Vector[]) => Vector): ElementCode {
  if (!isHalf(dtype)) return each(emit);
  return each((context, ...vectors) => {
    const { f } = context;
    const halves = vectors.map((x) => f.let(floatToHalf(f, dtype, x)));
    return halfToFloat(f, dtype, f.let(emit(context, ...halves)));
  });
}

/**
 * Rounds to a float of fewer bits as XLA defines it: the mantissa to nearest, ties to even; then what is too great becomes
 * infinite, and what would be subnormal zero. Without a mantissa the last bit is that of the exponent.
 */
export function reducedPrecision(dtype: LaneDType, { exponentBits, mantissaBits }: ReducePrecisionParams): ElementCode {
  const kind = laneKind(dtype) === "f64" ? "i64" : "i32";
  const shape = integerShape(kind);
  const { mantissa, exponent } = layouts[dtype]!;
  const bias = 2 ** (exponent - 1) - 1;
  const reducedBias = 2 ** (Math.min(exponentBits, exponent) - 1) - 1;
  const k = (value: bigint) => splatInteger(kind, value);
  const exponentField = (value: number) => k(BigInt(value) << BigInt(mantissa));
  const sign = 1n << BigInt(mantissa + exponent);

  return onBits(dtype, ({ f }, x) => {
    const magnitude = f.let(v128.and(x, k(sign - 1n)));
    const rounded = f.let(mantissaBits < mantissa ? roundOff(magnitude, mantissa - mantissaBits) : magnitude);
    const narrow = exponentBits < exponent;
    const great = shape.geS(rounded, exponentField(bias + reducedBias + 1));
    const small = shape.ltS(rounded, exponentField(bias - reducedBias + 1));
    const infinity = exponentField(2 ** exponent - 1);
    const bounded = narrow ? v128.andnot(v128.bitselect(infinity, rounded, great), small) : rounded;
    const finite = shape.ltS(magnitude, infinity);
    return v128.bitselect(v128.or(bounded, v128.and(x, k(sign))), x, finite);
  });

  /** Half a step less one, plus the bit that becomes the last: carries exactly when nearest-even rounds up. */
  function roundOff(magnitude: Vector, dropped: number): Vector {
    const last = v128.and(shiftRight(kind, magnitude, dropped, false), k(1n));
    const carried = shape.add(shape.add(magnitude, k((1n << BigInt(dropped - 1)) - 1n)), last);
    return shiftLeft(kind, shiftRight(kind, carried, dropped, false), dropped);
  }
}

/** The float next to x in the direction of y; y where they are equal, NaN where either is. */
export function nextAfter(dtype: LaneDType): ElementCode {
  const kind = laneKind(dtype) === "f64" ? "i64" : "i32";
  const float = shapes[laneKind(dtype) as "f32" | "f64"]; // nextafter takes floats alone.
  const integer = integerShape(kind);
  const { mantissa, exponent } = layouts[dtype]!;
  const signBit = splatInteger(kind, 1n << BigInt(mantissa + exponent));
  return each(({ f }, x, y) => {
    const zero = splatInteger(kind, 0);
    const one = splatInteger(kind, 1);
    const [from, to] = isHalf(dtype) ? [x, y].map((v) => f.let(floatToHalf(f, dtype, v))) : [x, y];
    // The bits of a magnitude count its place among the magnitudes: upwards, where x < y just as x > 0.
    const step = v128.or(v128.xor(float.lt(x, y), float.gt(x, zero)), one);
    const least = v128.or(v128.and(to!, signBit), one);
    const bits = f.let(v128.bitselect(least, integer.add(from!, step), float.eq(x, zero)));
    const next = isHalf(dtype) ? f.let(halfToFloat(f, dtype, bits)) : bits;
    const moved = v128.bitselect(y, next, float.eq(x, y));
    const sum = f.let(float.add(x, y));
    // Of opposite infinities the sum is NaN, too.
    const none = v128.or(float.ne(x, x), float.ne(y, y));
    return v128.bitselect(sum, moved, none);
  });
}

/** Finite numbers less themselves are 0, all others NaN. */
export function finite(dtype: LaneDType): ElementCode {
  const float = shapes[laneKind(dtype) as "f32" | "f64"]; // is_finite takes floats alone.
  return ({ f }, [x]) => {
    const masks = x!.map((vector) => {
      const difference = f.let(float.sub(vector, vector));
      return float.eq(difference, difference);
    });
    return [packMask(f, masks)];
  };
}

/** The same bits as another dtype of the same size. */
export function sameBits(from: LaneDType, to: LaneDType): ElementCode {
  const width = 8 * dtypeBytes(from);
  if (width >= 32) return each((_, x) => x);
  return each(({ f }, x) => {
    const bits = f.let(isHalf(from) ? halfBits(f, from, x) : wrap(x, width, false));
    return isHalf(to) ? halfToFloat(f, to, bits) : wrap(bits, width, isSigned(to));
  });
}
