import { f32x4, f64x2, i32x4, i64x2, v128 } from "../../assembler/index.js";
import type { F32Lanes, F64Lanes, Vector } from "../lanes.js";
import { signedPower } from "../power.js";

const MANTISSA = 2n ** 52n - 1n;
const ONE_BITS = 0x3ff0_0000_0000_0000n;
const SQRT_HALF_BITS = 0x3fe6_a09e_667f_3bcdn;
/** The bits of 2⁵²: with a small integer in the low bits they are the number 2⁵² plus that integer. */
const TWO_52_BITS = 0x4330_0000_0000_0000n;
const EXPONENT_BIAS = 1023;
/** 1.5·2⁵², see `ROUNDER` of float32. */
const ROUNDER = 6755399441055744;

/** log₂((1 + s)/(1 − s)) / s in s², for the s of √½ … √2. Minimax (Remez), relative error 2⁻³⁷·⁸. */
const LOG2_SERIES = [
  2.8853900817902027, 0.9617966731828006, 0.5770836173314322, 0.4116706690650091, 0.3407698573531557,
];

/** 2ʳ, |r| ≤ ½. Minimax (Remez), relative error 2⁻²⁹·⁰. */
const EXP2_SERIES = [
  1.00000000055472, 0.6931472057726803, 0.24022646889782293, 0.05550328701144814, 0.009618488775232827,
  0.0013399963862334603, 0.00015345967529387921,
];

/** log₂ x in float64, for the magnitude of a float32: good to 2⁻³⁶, what the 150 binades of a power ask for. */
function log2(m: F64Lanes, x: Vector): Vector {
  const bits = m.let(i64x2.add(x, m.bits(ONE_BITS - SQRT_HALF_BITS)));
  const biased = v128.or(i64x2.shrU(bits, m.count(52)), m.bits(TWO_52_BITS));
  const exponent = f64x2.sub(biased, m.k(2 ** 52 + EXPONENT_BIAS));
  const mantissa = m.let(i64x2.add(v128.and(bits, m.bits(MANTISSA)), m.bits(SQRT_HALF_BITS)));
  const s = m.let(f64x2.div(f64x2.sub(mantissa, m.k(1)), f64x2.add(mantissa, m.k(1))));
  const finite = m.madd(m.polynomial(m.let(f64x2.mul(s, s)), LOG2_SERIES), s, exponent);
  const ofPositive = m.where(f64x2.lt(x, m.k(Number.POSITIVE_INFINITY)), finite, x);
  return m.where(f64x2.eq(x, m.k(0)), m.k(Number.NEGATIVE_INFINITY), ofPositive);
}

/** 2ᵗ in float64; beyond the bounds it leaves the range of float32 all the same. */
function exp2(m: F64Lanes, t: Vector): Vector {
  const bounded = m.let(f64x2.pmax(f64x2.pmin(t, m.k(130)), m.k(-160)));
  const rounded = m.let(f64x2.add(bounded, m.k(ROUNDER)));
  const r = m.let(f64x2.sub(bounded, f64x2.sub(rounded, m.k(ROUNDER))));
  const power = i64x2.add(m.shl(rounded, 52), m.bits(ONE_BITS));
  return f64x2.mul(m.polynomial(r, EXP2_SERIES), power);
}

/** |x|ʸ = 2^(y·log₂ |x|), two lanes of float64 at a time. */
function powerOfMagnitude(m: F32Lanes, magnitude: Vector, y: Vector): Vector {
  const half = (lanes: readonly number[]) => {
    const pick = (v: Vector) => m.let(f64x2.promoteLowF32x4(i32x4.shuffle(v, v, lanes)));
    const exponent = f64x2.mul(pick(y), log2(m.wide, pick(magnitude)));
    return m.let(f32x4.demoteF64x2Zero(exp2(m.wide, exponent)));
  };
  return i32x4.shuffle(half([0, 1, 0, 1]), half([2, 3, 2, 3]), [0, 1, 4, 5]);
}

/** xʸ, with the special cases of C's and IEEE 754's pow. */
export function pow(m: F32Lanes, x: Vector, y: Vector): Vector {
  const magnitude = m.let(f32x4.abs(x));
  const power = powerOfMagnitude(m, magnitude, y);
  const ofPositive = m.where(f32x4.eq(magnitude, m.k(1)), magnitude, power);
  return signedPower(m, x, y, m.let(ofPositive));
}

/** Added to a third of a float's bits, it gives those of the cube root within 4 %. */
const CBRT_BITS = 0x2a51_2ce3;

/** ∛|x| by two steps of Halley's iteration t ← t − t·(t³ − x)/(2t³ + x), which cubes the error. */
export function cbrt(m: F32Lanes, x: Vector): Vector {
  const magnitude = m.let(f32x4.abs(x));
  // Away from both ends of the range, where x would be subnormal and 3x infinite.
  const small = m.let(f32x4.lt(magnitude, m.k(1)));
  const a = m.let(f32x4.mul(magnitude, m.where(small, m.k(2 ** 24), m.k(2 ** -24))));
  // A third by the series 1/4 + 1/16 + 1/64 + …: there is no division of integers.
  const quarter = m.let(i32x4.add(m.shrS(a, 2), m.shrS(a, 4)));
  const closer = m.let(i32x4.add(quarter, m.shrS(quarter, 4)));
  let t = m.let(i32x4.add(i32x4.add(closer, m.shrS(closer, 8)), m.bits(CBRT_BITS)));
  for (let step = 0; step < 2; step++) {
    const cube = m.let(f32x4.mul(f32x4.mul(t, t), t));
    const correction = f32x4.div(f32x4.sub(cube, a), f32x4.add(f32x4.add(cube, cube), a));
    t = m.let(m.nmadd(t, correction, t));
  }
  const root = f32x4.mul(t, m.where(small, m.k(2 ** -8), m.k(2 ** 8)));
  // Zeros, infinities and NaN are their own cube roots.
  const ordinary = v128.and(f32x4.gt(a, m.k(0)), f32x4.lt(a, m.k(Number.POSITIVE_INFINITY)));
  return m.where(ordinary, v128.or(root, m.sign(x)), x);
}
