import { f32x4, f64x2, i32x4, v128 } from "../../assembler/index.js";
import type { F32Lanes, Vector } from "../lanes.js";

/** (sin r − r) / r³ and (cos r − 1 + r²/2) / r⁴ in r², |r| ≤ π/4. Minimax (Remez), relative errors 2⁻²⁸·⁰ and 2⁻³³·⁰. */
const SIN_TAIL = [-0.16666655242443085, 0.008332190103828907, -0.00019518405315466225];
const COS_TAIL = [0.04166664555668831, -0.0013887309469282627, 2.4432327336398885e-5];

/** π/2 in two parts of float64; the first has 33 bits, so that its products with integers below 2²⁰ are exact. */
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;
/** 1.5·2⁵², see `ROUNDER` of float32. */
const ROUNDER64 = 6755399441055744;
/** Above it the number of quarter turns has more than 20 bits. */
const LARGEST = 2 ** 20;

/** |x| = n·π/2 + r with |r| ≤ π/4, for |x| ≤ `LARGEST`. */
interface QuarterTurns {
  /** The number of quarter turns n, as an integer. */
  readonly n: Vector;
  readonly r: Vector;
}

/**
 * The reduction runs in float64, two lanes at a time. In float32 it would take four parts of π/2 to keep the digits of r
 * next to the multiples of π/2, and hold for small x only.
 */
function reduceByHalfPi(m: F32Lanes, magnitude: Vector): QuarterTurns {
  const { wide } = m;
  const halves = [magnitude, m.let(f32x4.shuffle(magnitude, magnitude, [2, 3, 2, 3]))].map((pair) => {
    const x = m.let(f64x2.promoteLowF32x4(pair));
    const rounded = m.let(wide.madd(x, wide.k(2 / Math.PI), wide.k(ROUNDER64)));
    const n = m.let(f64x2.sub(rounded, wide.k(ROUNDER64)));
    const r = wide.nmadd(n, wide.k(HALF_PI_LOW), wide.nmadd(n, wide.k(HALF_PI_HIGH), x));
    return { rounded, r: m.let(f32x4.demoteF64x2Zero(r)) };
  });
  const [low, high] = halves as [(typeof halves)[0], (typeof halves)[0]]; // `map` forgets that there are two.
  return {
    n: m.let(i32x4.shuffle(low.rounded, high.rounded, [0, 2, 4, 6])),
    r: m.let(i32x4.shuffle(low.r, high.r, [0, 1, 4, 5])),
  };
}

/** Sine and cosine of r, |r| ≤ π/4. */
function sinCos(m: F32Lanes, r: Vector): { readonly sin: Vector; readonly cos: Vector } {
  const square = m.let(f32x4.mul(r, r));
  const cube = f32x4.mul(square, r);
  const fourth = f32x4.mul(square, square);
  return {
    sin: m.let(m.madd(m.polynomial(square, SIN_TAIL), cube, r)),
    cos: m.let(m.madd(m.polynomial(square, COS_TAIL), fourth, m.nmadd(m.k(0.5), square, m.k(1)))),
  };
}

/** All ones where n is odd: where sine and cosine change places. */
function oddTurns(m: F32Lanes, n: Vector): Vector {
  return m.shrS(m.shl(n, 31), 31);
}

function tooLarge(m: F32Lanes, magnitude: Vector): Vector {
  return f32x4.gt(magnitude, m.k(LARGEST));
}

export function sin(m: F32Lanes, x: Vector): Vector {
  const magnitude = m.let(f32x4.abs(x));
  return m.unless(tooLarge(m, magnitude), "sinOfAny", x, () => {
    const { n, r } = reduceByHalfPi(m, magnitude);
    const { sin, cos } = sinCos(m, r);
    // Bit 1 of n says that half a turn is left, which turns the sign, as that of x does.
    return v128.xor(m.where(oddTurns(m, n), cos, sin), m.sign(v128.xor(x, m.shl(n, 30))));
  });
}

export function cos(m: F32Lanes, x: Vector): Vector {
  const magnitude = m.let(f32x4.abs(x));
  return m.unless(tooLarge(m, magnitude), "cosOfAny", x, () => {
    const { n, r } = reduceByHalfPi(m, magnitude);
    const { sin, cos } = sinCos(m, r);
    return v128.xor(m.where(oddTurns(m, n), sin, cos), m.sign(m.shl(i32x4.add(n, m.bits(1)), 30)));
  });
}

export function tan(m: F32Lanes, x: Vector): Vector {
  const magnitude = m.let(f32x4.abs(x));
  return m.unless(tooLarge(m, magnitude), "tanOfAny", x, () => {
    const { n, r } = reduceByHalfPi(m, magnitude);
    const { sin, cos } = sinCos(m, r);
    const odd = m.let(oddTurns(m, n));
    const quotient = f32x4.div(m.where(odd, cos, sin), m.where(odd, sin, cos));
    return v128.xor(quotient, m.sign(v128.xor(x, odd)));
  });
}

/** The f64 function of all four lanes. */
function throughFloat64(m: F32Lanes, name: string, x: Vector): Vector {
  const [low, high] = [x, i32x4.shuffle(x, x, [2, 3, 2, 3])].map((pair) => {
    return m.let(f32x4.demoteF64x2Zero(m.wide.call(name, f64x2.promoteLowF32x4(pair))));
  }) as [Vector, Vector]; // `map` forgets that there are two.
  return i32x4.shuffle(low, high, [0, 1, 4, 5]);
}

/** For arguments of any size, those that need more than the 20 bits of quarter turns. */
export const sinOfAny = (m: F32Lanes, x: Vector) => throughFloat64(m, "sin", x);
export const cosOfAny = (m: F32Lanes, x: Vector) => throughFloat64(m, "cos", x);
export const tanOfAny = (m: F32Lanes, x: Vector) => throughFloat64(m, "tan", x);
