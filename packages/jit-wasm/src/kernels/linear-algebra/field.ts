import { type DType, isComplex } from "@hyrax/core";
import { type Expr, type FunctionBuilder, f64, f64x2, type SharedFunctions, v128 } from "../../assembler/index.js";
import { quotientFunction } from "./complex-quotient.js";
import type { Address } from "./places.js";

/** A double. */
export type Double = Expr<"f64">;

/** A real number, or a complex one as both its parts. */
export type Numeral = Expr<"f64" | "v128">;

/**
 * Arithmetic of real or of complex numbers in double precision, so that an algorithm is written once for both. Operands
 * may be used more than once: they must be variables or constants.
 */
export interface Field {
  readonly name: "real" | "complex";
  readonly type: "f64" | "v128";
  /** Doubles in a number. */
  readonly lanes: 1 | 2;
  readonly bytes: 8 | 16;
  load(at: Address): Numeral;
  store(at: Address, x: Numeral): Expr<"none">;
  /** A number without an imaginary part. */
  real(x: Double): Numeral;
  re(x: Numeral): Double;
  im(x: Numeral): Double;
  conjugate(x: Numeral): Numeral;
  negative(x: Numeral): Numeral;
  add(x: Numeral, y: Numeral): Numeral;
  difference(x: Numeral, y: Numeral): Numeral;
  product(x: Numeral, y: Numeral): Numeral;
  /** A product with a real number. */
  scaled(x: Numeral, by: Double): Numeral;
  quotient(f: FunctionBuilder, functions: SharedFunctions, x: Numeral, y: Numeral): Numeral;
}

type Real = Expr<"f64">;
type Pair = Expr<"v128">;

// A number of a field is of that field's type: the casts from `Numeral` say so.
const realField: Field = {
  name: "real",
  type: "f64",
  lanes: 1,
  bytes: 8,
  load: (at) => f64.load(at),
  store: (at, x) => f64.store(at, x as Real),
  real: (x) => x,
  re: (x) => x as Real,
  im: () => f64.const(0),
  conjugate: (x) => x,
  negative: (x) => f64.neg(x as Real),
  add: (x, y) => f64.add(x as Real, y as Real),
  difference: (x, y) => f64.sub(x as Real, y as Real),
  product: (x, y) => f64.mul(x as Real, y as Real),
  scaled: (x, by) => f64.mul(x as Real, by),
  quotient: (_, __, x, y) => f64.div(x as Real, y as Real),
};

const both = (x: Pair, lane: 0 | 1): Pair => f64x2.shuffle(x, x, [lane, lane]);

const complexField: Field = {
  name: "complex",
  type: "v128",
  lanes: 2,
  bytes: 16,
  load: (at) => v128.load(at),
  store: (at, x) => v128.store(at, x as Pair),
  real: (x) => f64x2.replaceLane(f64x2.const(0, 0), 0, x),
  re: (x) => f64x2.extractLane(x as Pair, 0),
  im: (x) => f64x2.extractLane(x as Pair, 1),
  conjugate: (x) => v128.xor(x as Pair, f64x2.const(0, -0)),
  negative: (x) => f64x2.neg(x as Pair),
  add: (x, y) => f64x2.add(x as Pair, y as Pair),
  difference: (x, y) => f64x2.sub(x as Pair, y as Pair),
  // (a + bi)(c + di) = (ac − bd) + (ad + bc)i
  product: (x, y) => {
    const [p, q] = [x as Pair, y as Pair];
    const turned = v128.xor(f64x2.shuffle(q, q, [1, 0]), f64x2.const(-0, 0));
    return f64x2.add(f64x2.mul(both(p, 0), q), f64x2.mul(both(p, 1), turned));
  },
  scaled: (x, by) => f64x2.mul(x as Pair, f64x2.splat(by)),
  quotient: (f, functions, x, y) => f.let(quotientFunction(functions, x as Pair, y as Pair)),
};

/** The arithmetic of the numbers that a dtype has. */
export function fieldOf(dtype: DType): Field {
  return isComplex(dtype) ? complexField : realField;
}
