import { f64x2, v128 } from "../../assembler/index.js";
import type { F64Lanes, Vector } from "../lanes.js";
import { ROUNDER } from "./exponential.js";
import { LARGEST, type QuarterTurns, reduceAny, reduceByHalfPi } from "./quarter-turns.js";

/** (sin r − r) / r³ and (cos r − 1 + r²/2) / r⁴ in r², |r| ≤ π/4. Minimax (Remez), relative errors 2⁻⁵⁸ and 2⁻⁶⁴. */
const SIN_TAIL = [
  -0.16666666666666632, 0.008333333333322472, -0.00019841269829835666, 2.755731369732543e-6, -2.505075848561455e-8,
  1.589679604142082e-10,
];
const COS_TAIL = [
  0.0416666666666666, -0.0013888888888874457, 2.4801587289652865e-5, -2.7557314393873177e-7, 2.087572811196959e-9,
  -1.1359865070938712e-11,
];

/** sin(r + tail) = r + (r³·s + (tail − r²·tail/2)), to first order in the tail. */
function sinOfTurn(m: F64Lanes, { r, tail }: QuarterTurns): Vector {
  const square = m.let(f64x2.mul(r, r));
  const cube = f64x2.mul(square, r);
  const correction = m.nmadd(f64x2.mul(m.k(0.5), square), tail, tail);
  return m.let(f64x2.add(r, m.madd(m.polynomial(square, SIN_TAIL), cube, correction)));
}

/** cos(r + tail) = 1 − r²/2 + (r⁴·c − r·tail); what the first difference loses is added again. */
function cosOfTurn(m: F64Lanes, { r, tail }: QuarterTurns): Vector {
  const square = m.let(f64x2.mul(r, r));
  const half = m.let(f64x2.mul(m.k(0.5), square));
  const leading = m.let(f64x2.sub(m.k(1), half));
  const lost = f64x2.sub(f64x2.sub(m.k(1), leading), half);
  const series = f64x2.mul(f64x2.mul(square, square), m.polynomial(square, COS_TAIL));
  return m.let(f64x2.add(leading, f64x2.add(lost, m.nmadd(r, tail, series))));
}

/** The integer n in the low bits. */
function integer(m: F64Lanes, n: Vector, plus = 0): Vector {
  return m.let(f64x2.add(n, m.k(ROUNDER + plus)));
}

/** All ones where n is odd: where sine and cosine change places. */
function oddTurns(m: F64Lanes, n: Vector): Vector {
  return f64x2.ne(f64x2.mul(n, m.k(0.5)), f64x2.nearest(f64x2.mul(n, m.k(0.5))));
}

function sinOf(m: F64Lanes, x: Vector, turns: QuarterTurns): Vector {
  const value = m.where(oddTurns(m, turns.n), cosOfTurn(m, turns), sinOfTurn(m, turns));
  // Bit 1 of n says that half a turn is left, which turns the sign, as that of x does.
  return v128.xor(value, m.sign(v128.xor(x, m.shl(integer(m, turns.n), 62))));
}

function cosOf(m: F64Lanes, _: Vector, turns: QuarterTurns): Vector {
  const value = m.where(oddTurns(m, turns.n), sinOfTurn(m, turns), cosOfTurn(m, turns));
  return v128.xor(value, m.sign(m.shl(integer(m, turns.n, 1), 62)));
}

function tanOf(m: F64Lanes, x: Vector, turns: QuarterTurns): Vector {
  const sin = sinOfTurn(m, turns);
  const cos = cosOfTurn(m, turns);
  const odd = m.let(oddTurns(m, turns.n));
  const quotient = f64x2.div(m.where(odd, cos, sin), m.where(odd, sin, cos));
  return v128.xor(quotient, m.sign(v128.xor(x, odd)));
}

/** A function of the angle, fast where every |x| is small enough for the short reduction. */
function ofAngle(slow: string, of: typeof sinOf) {
  return (m: F64Lanes, x: Vector): Vector => {
    const magnitude = m.let(f64x2.abs(x));
    const fast = () => of(m, x, reduceByHalfPi(m, magnitude));
    return m.unless(f64x2.gt(magnitude, m.k(LARGEST)), slow, x, fast);
  };
}

function ofAnyAngle(of: typeof sinOf) {
  return (m: F64Lanes, x: Vector): Vector => of(m, x, reduceAny(m, m.let(f64x2.abs(x))));
}

export const sin = /* @__PURE__ */ ofAngle("sinOfAny", sinOf);
export const cos = /* @__PURE__ */ ofAngle("cosOfAny", cosOf);
export const tan = /* @__PURE__ */ ofAngle("tanOfAny", tanOf);
export const sinOfAny = /* @__PURE__ */ ofAnyAngle(sinOf);
export const cosOfAny = /* @__PURE__ */ ofAnyAngle(cosOf);
export const tanOfAny = /* @__PURE__ */ ofAnyAngle(tanOf);
