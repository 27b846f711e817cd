import { type Expr, i32, i64, select } from "../assembler/index.js";

/** What scalars of 32 and of 64 bits have alike. */
interface Integers<T extends "i32" | "i64"> {
  readonly eqz: (x: Expr<T>) => Expr<"i32">;
  readonly eq: (x: Expr<T>, y: Expr<T>) => Expr<"i32">;
  readonly ltU: (x: Expr<T>, y: Expr<T>) => Expr<"i32">;
  readonly sub: (x: Expr<T>, y: Expr<T>) => Expr<T>;
  readonly divS: (x: Expr<T>, y: Expr<T>) => Expr<T>;
  readonly divU: (x: Expr<T>, y: Expr<T>) => Expr<T>;
  readonly remS: (x: Expr<T>, y: Expr<T>) => Expr<T>;
  readonly remU: (x: Expr<T>, y: Expr<T>) => Expr<T>;
  readonly shl: (x: Expr<T>, y: Expr<T>) => Expr<T>;
  readonly shrS: (x: Expr<T>, y: Expr<T>) => Expr<T>;
  readonly shrU: (x: Expr<T>, y: Expr<T>) => Expr<T>;
}

/** A shift to the left, or to the right with zeros or copies of the sign coming in. */
export type Shift = "left" | "logical" | "arithmetic";

type Binary<T extends "i32" | "i64"> = (x: Expr<T>, y: Expr<T>) => Expr<T>;

function operations<T extends "i32" | "i64">(integer: Integers<T>, constant: (value: number) => Expr<T>) {
  const [zero, one, minusOne] = [constant(0), constant(1), constant(-1)];
  return {
    /** Truncated division as XLA defines it: by zero it gives −1 (all ones), and the least integer by −1 itself. */
    divide(signed: boolean): Binary<T> {
      return (x, y) => {
        const byZero = integer.eqz(y);
        if (!signed) return select(byZero, minusOne, integer.divU(x, select(byZero, one, y)));
        // A divisor of 1 in place of those that would trap; negation wraps where the least integer is divided by −1.
        const negates = integer.eq(y, minusOne);
        const quotient = integer.divS(x, select(i32.or(byZero, negates), one, y));
        return select(byZero, minusOne, select(negates, integer.sub(zero, x), quotient));
      };
    },
    /** The remainder of truncated division; by zero it gives the dividend. */
    remainder(signed: boolean): Binary<T> {
      return (x, y) => {
        const safe = select(integer.eqz(y), one, y);
        return select(integer.eqz(y), x, signed ? integer.remS(x, safe) : integer.remU(x, safe));
      };
    },
    /** Shifts as XLA defines them: by the width or more, nothing is left but the sign of an arithmetic shift. */
    shift(which: Shift, width: number): Binary<T> {
      return (x, y) => {
        const within = integer.ltU(y, constant(width));
        if (which === "arithmetic") return integer.shrS(x, select(within, y, constant(width - 1)));
        return select(within, which === "left" ? integer.shl(x, y) : integer.shrU(x, y), zero);
      };
    },
  };
}

const narrow = operations(i32, i32.const);

/** For scalars of 32 bits, with the elements of fewer bits in them. */
export const divide = narrow.divide;
export const remainder = narrow.remainder;
export const shift = (which: Shift, width = 32): Binary<"i32"> => narrow.shift(which, width);

/** The same for scalars of 64 bits. */
export const wideIntegers = operations(i64, (value) => i64.const(BigInt(value)));
