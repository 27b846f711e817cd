import { call, type Expr, type FunctionBuilder, f64, f64x2, i32, i64, select } from "../../assembler/index.js";
import type { F64Lanes, Vector } from "../lanes.js";
import { ROUNDER } from "./exponential.js";

/** 2/π in binary, from 2⁻¹ on, 64 digits a word (as many as a float64's exponent can ask for). The first word is zero. */
const TWO_OVER_PI = [
  0n,
  0xa2f9836e4e441529n,
  0xfc2757d1f534ddc0n,
  0xdb6295993c439041n,
  0xfe5163abdebbc561n,
  0xb7246e3a424dd2e0n,
  0x06492eea09d1921cn,
  0xfe1deb1cb129a73en,
  0xe88235f52ebb4484n,
  0xe99c7026b45f7e41n,
  0x3991d639835339f4n,
  0x9c845f8bbdf9283bn,
  0x1ff897ffde05980fn,
  0xef2f118b5a0a6d1fn,
  0x6d367ecf27cb09b7n,
  0x4f463f669e5fea2dn,
  0x7527bac7ebe5f17bn,
  0x3d0739f78a5292ean,
  0x6bfb5fb11f8d5d08n,
  0x56033046fc7b6babn,
];

const MANTISSA = 2n ** 52n - 1n;
const LOW_32 = 2n ** 32n - 1n;
/** π/2 in two parts; the first has 21 bits, so that its products with integers below 2³² are exact. */
const HALF_PI_21 = 1.570796012878418;
const HALF_PI_REST = 3.139164786504813e-7;

type Wide = Expr<"i64">;
const add = i64.add;
const and = i64.and;
const shl = (x: Wide, bits: bigint) => i64.shl(x, i64.const(bits));
const shr = (x: Wide, bits: bigint) => i64.shrU(x, i64.const(bits));

/** The upper half of the product of two unsigned integers. */
function mulHigh(f: FunctionBuilder, a: Wide, b: Wide): Wide {
  const [a0, a1, b0, b1] = [and(a, i64.const(LOW_32)), shr(a, 32n), and(b, i64.const(LOW_32)), shr(b, 32n)] as const;
  const cross = f.let(i64.mul(a0, b1));
  const otherCross = f.let(i64.mul(a1, b0));
  const low = shr(i64.mul(a0, b0), 32n);
  const middle = add(add(low, and(cross, i64.const(LOW_32))), and(otherCross, i64.const(LOW_32)));
  return add(add(i64.mul(a1, b1), shr(cross, 32n)), add(shr(otherCross, 32n), shr(middle, 32n)));
}

/** The words of 2/π by number. */
function twoOverPiWord(m: F64Lanes) {
  return m.shared("twoOverPi", { word: "i32" }, "i64", (f, { word }) => {
    f.switch(
      word,
      TWO_OVER_PI.map((value) => () => f.return(i64.const(value))),
    );
    return i64.const(0n);
  });
}

/**
 * x = n·π/2 + r for a positive x of at least 1, by the method of Payne and Hanek ("Radian reduction for trigonometric
 * functions", SIGNUM Newsletter 18, 1983): x is an integer times 2ᵖ, of 2ᵖ·2/π only digits below 4 matter, and 192 of
 * them leave r all its digits. Returns n modulo 4 if `turns` is not 0, else r.
 */
function reduceLarge(m: F64Lanes) {
  const wordOf = twoOverPiWord(m);
  return m.shared("reduceLarge", { x: "f64", turns: "i32" }, "f64", (f, { x, turns }) => {
    const bits = f.let(i64.reinterpretF64(x));
    const mantissa = f.let(i64.or(and(bits, i64.const(MANTISSA)), i64.const(MANTISSA + 1n)));
    // The first digit needed, counted from the first of the words: the exponent less its bias, 52 − 2 and 64 zeros.
    const first = f.let(i32.sub(i32.wrapI64(shr(bits, 52n)), i32.const(1023 + 52 + 2 - 64)));
    const word = (i: number) => f.let(call(wordOf, { word: i32.add(i32.shrU(first, i32.const(6)), i32.const(i)) }));
    const words = [word(0), word(1), word(2), word(3)] as const;
    const skip = f.let(i64.extendI32U(i32.and(first, i32.const(63))));
    const digits = (here: Wide, next: Wide) =>
      f.let(i64.or(i64.shl(here, skip), i64.shrU(shr(next, 1n), i64.sub(i64.const(63n), skip))));
    const [d0, d1, d2] = [digits(words[0], words[1]), digits(words[1], words[2]), digits(words[2], words[3])] as const;

    // mantissa · digits modulo 4, with 126 binary places.
    const middle = f.let(i64.mul(mantissa, d1));
    const low = f.let(add(middle, mulHigh(f, mantissa, d2)));
    const carry = i64.extendI32U(i64.ltU(low, middle));
    const high = f.let(add(add(i64.mul(mantissa, d0), mulHigh(f, mantissa, d1)), carry));
    f.if(turns, () => f.return(f64.convertI64U(shr(add(high, i64.const(2n ** 61n)), 62n))));

    // What is left of the nearest quarter turn, signed, in 128 places; then its first 64 significant digits.
    const rest = f.let(i64.or(shl(high, 2n), shr(low, 62n)));
    const sign = f.let(i64.shrS(rest, i64.const(63n)));
    const upper = f.let(i64.xor(rest, sign));
    const lower = f.let(i64.xor(shl(low, 2n), sign));
    const zeros = f.let(i64.clz(upper));
    const significant = f.let(i64.or(i64.shl(upper, zeros), i64.shrU(shr(lower, 1n), i64.sub(i64.const(63n), zeros))));
    const leading = f.let(f64.convertI64U(and(significant, i64.const(~LOW_32))));
    const trailing = f64.convertI64U(and(significant, i64.const(LOW_32)));
    const small = f64.add(f64.mul(leading, f64.const(HALF_PI_REST)), f64.mul(trailing, f64.const(Math.PI / 2)));
    const power = f64.reinterpretI64(shl(i64.sub(i64.const(1023n - 64n), zeros), 52n));
    const r = f64.mul(f64.add(f64.mul(leading, f64.const(HALF_PI_21)), small), power);
    const signed = f64.copysign(r, f64.convertI64S(i64.or(sign, i64.const(1n))));
    // x − x is 0, but NaN for an infinite x.
    return f64.add(signed, f64.sub(x, x));
  });
}

/** π/2 in four parts; the first three have 33 bits each, so that their products with integers below 2²⁰ are exact. */
const HALF_PI_PARTS = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32] as const;
/** Up to here the number of quarter turns has at most 20 bits. */
export const LARGEST = 2 ** 20;

/** |x| = n·π/2 + r + tail with |r| ≤ π/4. */
export interface QuarterTurns {
  readonly n: Vector;
  readonly r: Vector;
  readonly tail: Vector;
}

/** The reduction of Cody and Waite, for |x| ≤ `LARGEST`. */
export function reduceByHalfPi(m: F64Lanes, magnitude: Vector): QuarterTurns {
  const [part1, part2, part3, part4] = HALF_PI_PARTS;
  const n = m.let(f64x2.sub(m.madd(magnitude, m.k(2 / Math.PI), m.k(ROUNDER)), m.k(ROUNDER)));
  const first = m.let(m.nmadd(n, m.k(part1), magnitude));
  const second = m.let(f64x2.mul(n, m.k(part2)));
  const difference = m.let(f64x2.sub(first, second));
  const lost = f64x2.sub(f64x2.sub(first, difference), second);
  const third = m.let(f64x2.sub(f64x2.mul(n, m.k(part3)), lost));
  const r = m.let(f64x2.sub(difference, third));
  return { n, r, tail: m.let(m.nmadd(n, m.k(part4), f64x2.sub(f64x2.sub(difference, r), third))) };
}

/** The reduction for |x| of any size. */
export function reduceAny(m: F64Lanes, magnitude: Vector): QuarterTurns {
  const ordinary = reduceByHalfPi(m, magnitude);
  const reduce = reduceLarge(m);
  const lanes = [0, 1].map((lane) => {
    const x = m.scalar(f64x2.extractLane(magnitude, lane));
    const large = m.scalar(f64.gt(x, f64.const(LARGEST)));
    const bounded = m.scalar(select(large, x, f64.const(LARGEST)));
    const pick = (turns: number, otherwise: Vector) => {
      const ofLarge = call(reduce, { x: bounded, turns: i32.const(turns) });
      return m.scalar(select(large, ofLarge, f64x2.extractLane(otherwise, lane)));
    };
    const tail = select(large, f64.const(0), f64x2.extractLane(ordinary.tail, lane));
    return { n: pick(1, ordinary.n), r: pick(0, ordinary.r), tail: m.scalar(tail) };
  });
  const join = (part: "n" | "r" | "tail") => m.let(f64x2.replaceLane(f64x2.splat(lanes[0]![part]), 1, lanes[1]![part]));
  return { n: join("n"), r: join("r"), tail: join("tail") };
}
