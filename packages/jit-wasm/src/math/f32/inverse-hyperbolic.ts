import { f32x4, v128 } from "../../assembler/index.js";
import type { F32Lanes, Vector } from "../lanes.js";
import { log1pOfOrdinary } from "./logarithm.js";

/** Long before it √(x² ± 1) is x in float32; a little beyond it x² is infinite. */
const LARGE = 2 ** 60;
/** ln 2x = ln(1 + x/4) + ln 8 for such an x; x/4 keeps clear of the largest exponent. */
const LN_8 = 3 * Math.LN2;

/** ln(1 + sum(x)), or ln 2x beyond `LARGE`. */
function logOfSum(m: F32Lanes, x: Vector, sum: (bounded: Vector) => Vector): Vector {
  const large = m.let(f32x4.gt(x, m.k(LARGE)));
  const ofSmall = m.let(sum(m.let(f32x4.pmin(x, m.k(LARGE)))));
  const u = m.let(m.where(large, f32x4.mul(x, m.k(0.25)), ofSmall));
  const log = f32x4.add(log1pOfOrdinary(m, u), v128.and(large, m.k(LN_8)));
  return m.where(f32x4.eq(x, m.k(Number.POSITIVE_INFINITY)), x, log);
}

/** asinh |x| = ln(1 + |x| + x²/(1 + √(1 + x²))) */
export function asinh(m: F32Lanes, x: Vector): Vector {
  const magnitude = logOfSum(m, m.let(f32x4.abs(x)), (bounded) => {
    const square = m.let(f32x4.mul(bounded, bounded));
    const root = f32x4.sqrt(f32x4.add(square, m.k(1)));
    return f32x4.add(bounded, f32x4.div(square, f32x4.add(root, m.k(1))));
  });
  return v128.or(magnitude, m.sign(x));
}

/** acosh x = ln(1 + t + √t·√(t + 2)) with t = x − 1; NaN below 1, by the root of t. */
export function acosh(m: F32Lanes, x: Vector): Vector {
  return logOfSum(m, x, (bounded) => {
    const t = m.let(f32x4.sub(bounded, m.k(1)));
    return f32x4.add(t, f32x4.mul(f32x4.sqrt(t), f32x4.sqrt(f32x4.add(t, m.k(2)))));
  });
}

/** atanh |x| = ln(1 + 2|x|/(1 − |x|)) / 2 */
export function atanh(m: F32Lanes, x: Vector): Vector {
  const magnitude = m.let(f32x4.abs(x));
  const u = m.let(f32x4.div(f32x4.add(magnitude, magnitude), f32x4.sub(m.k(1), magnitude)));
  const half = m.let(f32x4.mul(m.k(0.5), log1pOfOrdinary(m, u)));
  const special = m.where(f32x4.eq(magnitude, m.k(1)), m.k(Number.POSITIVE_INFINITY), m.k(Number.NaN));
  return v128.or(m.where(f32x4.lt(magnitude, m.k(1)), half, special), m.sign(x));
}
