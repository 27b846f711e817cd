import { f64, f64x2, i64x2, v128 } from "../assembler/index.js";
import { demote, promote } from "../emit/convert.js";
import { shapes, splatInteger } from "../emit/lanes.js";
import { type LaneDType, laneKind, type Vector } from "../emit/vector-types.js";
import type { ElementCode } from "./element-rule.js";
import { scalarFunction } from "./scalar-code.js";

/** Below it a quotient of two float32 truncates as the exact one does, and its products with the divisor are exact. */
const EXACT = 2 ** 28;

/**
 * x − y·trunc(x/y), with the sign of x. Of float32 and what it holds the quotient in float64 is good for it, but for
 * quotients that are great; those, and float64, take a long division.
 */
export function floatRemainder(dtype: LaneDType): ElementCode {
  const long = scalarFunction("remainder", [dtype, dtype], dtype);
  if (laneKind(dtype) === "f64") return long;
  return (context, [x, y]) => {
    const { f } = context;
    const divisors = promote(f, y![0]!).map((vector) => f.let(vector));
    const dividends = promote(f, x![0]!).map((vector) => f.let(vector));
    const quotients = dividends.map((dividend, i) => f.let(f64x2.trunc(f64x2.div(dividend, divisors[i]!))));
    const below = (value: Vector, bound: number) => f64x2.lt(f64x2.abs(value), f64x2.splat(f64.const(bound)));
    // An infinite divisor leaves x, but not by this formula; NaN is below nothing.
    const isOrdinary = quotients
      .map((quotient, i) => v128.and(below(quotient, EXACT), below(divisors[i]!, Number.POSITIVE_INFINITY)))
      .reduce((a, b) => v128.and(a, b));
    const remainder = f.choose(
      i64x2.allTrue(isOrdinary),
      () => {
        const rests = dividends.map((dividend, i) => f64x2.sub(dividend, f64x2.mul(quotients[i]!, divisors[i]!)));
        const sign = v128.and(x![0]!, splatInteger("i32", 0x8000_0000));
        return v128.or(shapes.f32.abs(demote(f, rests)), sign);
      },
      () => long(context, [x!, y!], [])[0]!,
    );
    return [remainder];
  };
}
