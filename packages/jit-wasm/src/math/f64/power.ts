import { f64x2, v128 } from "../../assembler/index.js";
import type { F64Lanes, Vector } from "../lanes.js";
import { signedPower } from "../power.js";
import { exp2OfParts, powerOfTwo, ROUNDER } from "./exponential.js";
import { partsOf } from "./logarithm.js";

/** An unevaluated sum of two floats, the second below half a unit in the last place of the first. */
interface Double {
  readonly high: Vector;
  readonly low: Vector;
}

/** a + b exactly, for |a| ≥ |b| (Dekker, "A floating-point technique for extending the available precision", 1971). */
function quickSum(m: F64Lanes, a: Vector, b: Vector): Double {
  const high = m.let(f64x2.add(a, b));
  return { high, low: m.let(f64x2.sub(b, f64x2.sub(high, a))) };
}

/** The upper 26 bits of a's mantissa, and the rest. */
function split(m: F64Lanes, a: Vector): Double {
  const high = m.let(v128.and(a, m.bits(~(2n ** 27n - 1n))));
  return { high, low: m.let(f64x2.sub(a, high)) };
}

/** a·b, exactly but for the last bit of the smallest of its parts (Dekker). */
function product(m: F64Lanes, a: Vector, b: Vector): Double {
  const high = m.let(f64x2.mul(a, b));
  const [x, y] = [split(m, a), split(m, b)];
  const first = f64x2.sub(f64x2.mul(x.high, y.high), high);
  const crossed = f64x2.add(f64x2.add(first, f64x2.mul(x.high, y.low)), f64x2.mul(x.low, y.high));
  return { high, low: m.let(f64x2.add(crossed, f64x2.mul(x.low, y.low))) };
}

function times(m: F64Lanes, a: Double, b: Double): Double {
  const { high, low } = product(m, a.high, b.high);
  const crossed = f64x2.add(f64x2.mul(a.high, b.low), f64x2.mul(a.low, b.high));
  return quickSum(m, high, f64x2.add(low, crossed));
}

/** a + b for |a| ≥ |b|. */
function plus(m: F64Lanes, a: Double, b: Double): Double {
  const { high, low } = quickSum(m, a.high, b.high);
  return quickSum(m, high, f64x2.add(low, f64x2.add(a.low, b.low)));
}

function constant(m: F64Lanes, [high, low]: readonly [number, number]): Double {
  return { high: m.k(high), low: m.k(low) };
}

/** 2/ln 2 and 2/(3·ln 2), the first terms of log₂((1 + s)/(1 − s)) / s in s², in two parts each. */
const LOG2_LEADING = [2.8853900817779268, 4.071054748186207e-17] as const;
const LOG2_SECOND = [0.9617966939259756, 5.057761664812591e-17] as const;
/** The rest of that series, for the s of √½ … √2. Minimax (Remez), relative error of the logarithm 2⁻⁷³. */
const LOG2_SERIES = [
  0.5770780163555851, 0.4121985831113465, 0.32059889791246704, 0.26230819870822825, 0.2219522663330712,
  0.19240149522178585, 0.16844770291560662, 0.17285113247953707,
];

/** log₂ x to some 65 bits, which a power needs since y·log₂ x has 10 bits before its point. */
function log2(m: F64Lanes, x: Vector): Double {
  const subnormal = m.let(f64x2.lt(x, m.k(2 ** -1022)));
  const normal = m.let(m.where(subnormal, f64x2.mul(x, m.k(2 ** 52)), x));
  const { exponent, significand } = partsOf(m, normal);
  const e = m.let(f64x2.add(exponent, v128.and(subnormal, m.k(-52))));
  // s = f / d with f = significand − 1 exactly and d = significand + 1 in two parts.
  const f = m.let(f64x2.sub(significand, m.k(1)));
  const d = m.let(f64x2.add(significand, m.k(1)));
  const dLow = f64x2.sub(significand, f64x2.sub(d, m.k(1)));
  const high = m.let(f64x2.div(f, d));
  const back = product(m, high, d);
  const remainder = f64x2.sub(f64x2.sub(f64x2.sub(f, back.high), back.low), f64x2.mul(high, dLow));
  const s = quickSum(m, high, m.let(f64x2.div(remainder, d)));
  const z = times(m, s, s);
  const rest = { high: m.let(f64x2.mul(z.high, m.polynomial(z.high, LOG2_SERIES))), low: m.k(0) };
  const second = times(m, z, plus(m, constant(m, LOG2_SECOND), rest));
  const ofSignificand = times(m, s, plus(m, constant(m, LOG2_LEADING), second));
  const sum = plus(m, { high: e, low: m.k(0) }, ofSignificand);
  // Without an exponent the logarithm is small, and the sum of the two is not in the order that `plus` needs.
  const unscaled = m.let(f64x2.eq(e, m.k(0)));
  return {
    high: m.let(m.where(unscaled, ofSignificand.high, sum.high)),
    low: m.let(m.where(unscaled, ofSignificand.low, sum.low)),
  };
}

/** |x|ʸ = 2^(y·log₂ |x|) for a finite |x| > 0. */
function powerOfMagnitude(m: F64Lanes, magnitude: Vector, y: Vector): Vector {
  const logarithm = log2(m, magnitude);
  // A y beyond 2⁶⁵ makes infinity or 0 of every x but 1, which is apart; bounded, its products stay finite.
  const exponent = m.let(f64x2.pmax(f64x2.pmin(y, m.k(2 ** 65)), m.k(-(2 ** 65))));
  const t = times(m, logarithm, { high: exponent, low: m.k(0) });
  const bounded = m.let(f64x2.pmax(f64x2.pmin(t.high, m.k(1100)), m.k(-1100)));
  const n = m.let(f64x2.nearest(bounded));
  const low = v128.and(f64x2.eq(bounded, t.high), t.low);
  return exp2OfParts(m, n, m.let(f64x2.add(f64x2.sub(bounded, n), low)));
}

/** The power of a zero or an infinite |x|: 0 or infinity, as the signs of y and of the logarithm say. */
function powerOfExtreme(m: F64Lanes, magnitude: Vector, y: Vector): Vector {
  const grows = v128.xor(f64x2.lt(y, m.k(0)), f64x2.gt(magnitude, m.k(1)));
  return v128.and(grows, m.k(Number.POSITIVE_INFINITY));
}

/** xʸ, with the special cases of C's and IEEE 754's pow. */
export function pow(m: F64Lanes, x: Vector, y: Vector): Vector {
  const magnitude = m.let(f64x2.abs(x));
  const infinite = f64x2.eq(magnitude, m.k(Number.POSITIVE_INFINITY));
  const extreme = m.let(v128.or(f64x2.eq(magnitude, m.k(0)), infinite));
  const finite = m.let(powerOfMagnitude(m, magnitude, y));
  const ordinary = m.where(extreme, powerOfExtreme(m, magnitude, y), finite);
  const ofPositive = m.let(m.where(f64x2.eq(magnitude, m.k(1)), magnitude, ordinary));
  const undefinedOperand = v128.or(f64x2.ne(x, x), f64x2.ne(y, y));
  return signedPower(m, x, y, m.let(m.where(undefinedOperand, m.k(Number.NaN), ofPositive)));
}

/** The bits of sign, exponent and 20 of the mantissa. */
const UPPER_BITS = 0xffff_ffff_0000_0000n;

/**
 * ∛|x| by Halley's iteration t ← t − t·(t³ − x)/(2t³ + x), which cubes the error, from a third of the exponent. Before the
 * last step t is cut to 20 bits, so that t² is exact and t³ rounded only once.
 */
export function cbrt(m: F64Lanes, x: Vector): Vector {
  const magnitude = m.let(f64x2.abs(x));
  // Away from both ends of the range, where x would be subnormal and 3x infinite.
  const small = m.let(f64x2.lt(magnitude, m.k(1)));
  const a = m.let(f64x2.mul(magnitude, m.where(small, m.k(2 ** 54), m.k(2 ** -54))));
  const { exponent, significand } = partsOf(m, a);
  const n = m.let(f64x2.nearest(f64x2.mul(exponent, m.k(1 / 3))));
  const scaled = m.let(
    f64x2.mul(significand, powerOfTwo(m, m.let(rounded(m, f64x2.sub(exponent, f64x2.mul(n, m.k(3))))))),
  );
  let t: Vector = m.let(m.madd(m.k(0.31), scaled, m.k(0.69)));
  for (let step = 0; step < 4; step++) {
    if (step === 3) t = m.let(v128.and(t, m.bits(UPPER_BITS)));
    const cube = m.let(f64x2.mul(f64x2.mul(t, t), t));
    const correction = f64x2.div(f64x2.sub(cube, scaled), f64x2.add(f64x2.add(cube, cube), scaled));
    t = m.let(m.nmadd(t, correction, t));
  }
  const root = f64x2.mul(
    f64x2.mul(t, powerOfTwo(m, m.let(rounded(m, n)))),
    m.where(small, m.k(2 ** -18), m.k(2 ** 18)),
  );
  // Zeros, infinities and NaN are their own cube roots.
  const ordinary = v128.and(f64x2.gt(a, m.k(0)), f64x2.lt(a, m.k(Number.POSITIVE_INFINITY)));
  return m.where(ordinary, v128.or(root, m.sign(x)), x);
}

/** The integer n in the low bits. */
function rounded(m: F64Lanes, n: Vector): Vector {
  return f64x2.add(n, m.k(ROUNDER));
}
