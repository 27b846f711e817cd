import { type Expr, type FunctionBuilder, i32, i32x4, select } from "../assembler/index.js";
import type { Vector } from "./vector-types.js";

type Scalar = Expr<"i32">;

/** Applies an operation of scalars to each lane, where vectors have none. */
export function perLane(f: FunctionBuilder, x: Vector, y: Vector, operation: (x: Scalar, y: Scalar) => Scalar): Vector {
  const [left, right] = [f.let(x), f.let(y)];
  const lane = (i: number) => operation(f.let(i32x4.extractLane(left, i)), f.let(i32x4.extractLane(right, i)));
  return [1, 2, 3].reduce((vector, i) => i32x4.replaceLane(vector, i, lane(i)), i32x4.splat(lane(0)));
}

const zero = i32.const(0);
const minusOne = i32.const(-1);

/** Truncated division as XLA defines it: by zero it gives −1 (all ones), and the least integer by −1 itself. */
export function divide(signed: boolean): (x: Scalar, y: Scalar) => Scalar {
  return (x, y) => {
    if (!signed) return select(i32.eqz(y), minusOne, i32.divU(x, select(i32.eqz(y), i32.const(1), y)));
    // A divisor of 1 in place of those that would trap; negation wraps where the least integer is divided by −1.
    const traps = i32.or(i32.eqz(y), i32.eq(y, minusOne));
    const quotient = i32.divS(x, select(traps, i32.const(1), y));
    return select(i32.eqz(y), minusOne, select(i32.eq(y, minusOne), i32.sub(zero, x), quotient));
  };
}

/** The remainder of truncated division; by zero it gives the dividend. */
export function remainder(signed: boolean): (x: Scalar, y: Scalar) => Scalar {
  return (x, y) => {
    const safe = select(i32.eqz(y), i32.const(1), y);
    return select(i32.eqz(y), x, signed ? i32.remS(x, safe) : i32.remU(x, safe));
  };
}

/** Shifts as XLA defines them: by 32 or more, nothing is left but the sign of an arithmetic shift. */
export function shift(kind: "left" | "logical" | "arithmetic"): (x: Scalar, y: Scalar) => Scalar {
  return (x, y) => {
    const inRange = i32.ltU(y, i32.const(32));
    switch (kind) {
      case "left":
        return select(inRange, i32.shl(x, y), zero);
      case "logical":
        return select(inRange, i32.shrU(x, y), zero);
      default:
        return i32.shrS(x, select(inRange, y, i32.const(31)));
    }
  };
}
