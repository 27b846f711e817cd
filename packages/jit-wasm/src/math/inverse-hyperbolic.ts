import { v128 } from "../assembler/index.js";
import type { Lanes, Vector } from "./lanes.js";

/** ln 2x = ln(1 + x/4) + ln 8 for a large x; x/4 keeps clear of the largest exponent. */
const LN_8 = 3 * Math.LN2;

/**
 * The inverse hyperbolic functions by ln(1 + x), which `log1p` gives for ordinary x ≥ 0. Long before `large`, √(x² ± 1) is
 * x; a little beyond it x² is infinite.
 */
export function inverseHyperbolic<L extends Lanes>(log1p: (m: L, x: Vector) => Vector, large: number) {
  /** ln(1 + sum(x)), or ln 2x beyond `large`. */
  function logOfSum(m: L, x: Vector, sum: (bounded: Vector) => Vector): Vector {
    const { float } = m;
    const isLarge = m.let(float.gt(x, m.k(large)));
    const ofSmall = m.let(sum(m.let(float.pmin(x, m.k(large)))));
    const u = m.let(m.where(isLarge, float.mul(x, m.k(0.25)), ofSmall));
    const log = float.add(log1p(m, u), v128.and(isLarge, m.k(LN_8)));
    return m.where(float.eq(x, m.k(Number.POSITIVE_INFINITY)), x, log);
  }

  return {
    /** asinh |x| = ln(1 + |x| + x²/(1 + √(1 + x²))) */
    asinh(m: L, x: Vector): Vector {
      const { float } = m;
      const magnitude = logOfSum(m, m.let(float.abs(x)), (bounded) => {
        const square = m.let(float.mul(bounded, bounded));
        const root = float.sqrt(float.add(square, m.k(1)));
        return float.add(bounded, float.div(square, float.add(root, m.k(1))));
      });
      return v128.or(magnitude, m.sign(x));
    },

    /** acosh x = ln(1 + t + √t·√(t + 2)) with t = x − 1; NaN below 1, by the root of t. */
    acosh(m: L, x: Vector): Vector {
      const { float } = m;
      return logOfSum(m, x, (bounded) => {
        const t = m.let(float.sub(bounded, m.k(1)));
        return float.add(t, float.mul(float.sqrt(t), float.sqrt(float.add(t, m.k(2)))));
      });
    },

    /** atanh |x| = ln(1 + 2|x|/(1 − |x|)) / 2 */
    atanh(m: L, x: Vector): Vector {
      const { float } = m;
      const magnitude = m.let(float.abs(x));
      const u = m.let(float.div(float.add(magnitude, magnitude), float.sub(m.k(1), magnitude)));
      const half = m.let(float.mul(m.k(0.5), log1p(m, u)));
      const special = m.where(float.eq(magnitude, m.k(1)), m.k(Number.POSITIVE_INFINITY), m.k(Number.NaN));
      return v128.or(m.where(float.lt(magnitude, m.k(1)), half, special), m.sign(x));
    },
  };
}
