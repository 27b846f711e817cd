import { type DType, elementwise, isFloating, type ShapedArray, unsupported } from "@hyrax/core";
import * as arithmetic from "../arithmetic.js";
import * as bits from "../bits.js";
import { isWide } from "../doubles.js";
import { integerPow } from "../integer-pow.js";
import { cpuFamily } from "../kernel.js";
import {
  type BinaryKernel,
  doubles1,
  doubles2,
  doubles3,
  each1,
  each2,
  each3,
  type Loop1,
  type Loop2,
  type UnaryKernel,
  type Wide,
  wide,
} from "../loops.js";

import { logistic, pow, roundAway, roundEven } from "../reals.js";
import { select } from "../select.js";

type One = readonly [ShapedArray];
type Two = readonly [ShapedArray, ShapedArray];
type Outs = readonly ShapedArray[];

/** The loops of an operation, and what 64-bit integers need; without `integer`, doubles do for smaller integers too. */
interface Loops<L> {
  readonly real: L;
  readonly integer?: L;
  readonly wide?: Wide;
}

function loopFor<L>({ real, integer }: Loops<L>, dtype: DType): L {
  return integer === undefined || isFloating(dtype) ? real : integer;
}

function unary(loops: Loops<Loop1>) {
  return ([x]: One, _: object, [out]: Outs): UnaryKernel =>
    loops.wide && isWide(x.dtype) ? wide(loops.wide, [x], out!) : doubles1(loopFor(loops, x.dtype), x, out!);
}

function binary(loops: Loops<Loop2>) {
  return (inputs: Two, _: object, [out]: Outs): BinaryKernel => {
    const { dtype } = inputs[0];
    return loops.wide && isWide(dtype) ? wide(loops.wide, inputs, out!) : doubles2(loopFor(loops, dtype), inputs, out!);
  };
}

/** Operations on bits, which have as many loops as there are widths. */
function unaryBits(loop: (dtype: DType) => Loop1, wideLoop: Wide) {
  return ([x]: One, _: object, [out]: Outs): UnaryKernel =>
    isWide(x.dtype) ? wide(wideLoop, [x], out!) : doubles1(loop(x.dtype), x, out!);
}

function binaryBits(loop: (dtype: DType) => Loop2, wideLoop: Wide) {
  return (inputs: Two, _: object, [out]: Outs): BinaryKernel => {
    const { dtype } = inputs[0];
    return isWide(dtype) ? wide(wideLoop, inputs, out!) : doubles2(loop(dtype), inputs, out!);
  };
}

/** A function of floats. */
const real1 = (f: (x: number) => number) => unary({ real: each1(f) });
const real2 = (f: (x: number, y: number) => number) => binary({ real: each2(f) });

const add = binary({ real: arithmetic.add, wide: (x, y) => x! + y! });

const roundingModes = { 0: unary({ real: each1(roundAway) }), 1: unary({ real: each1(roundEven) }) };

export const elementwiseCpu = cpuFamily(elementwise, {
  neg: unary({ real: arithmetic.neg, wide: (x) => -x! }),
  abs: unary({ real: arithmetic.abs, wide: (x) => (x! < 0n ? -x! : x!) }),
  sign: unary({ real: each1(Math.sign), wide: (x) => (x! > 0n ? 1n : x! < 0n ? -1n : 0n) }),
  floor: real1(Math.floor),
  ceil: real1(Math.ceil),
  round: (inputs, { roundingMethod }, outs) => roundingModes[roundingMethod](inputs, {}, outs),
  isFinite: real1((x) => (Number.isFinite(x) ? 1 : 0)),

  integerPow,
  square: unary({ real: arithmetic.square, integer: arithmetic.integerSquare, wide: (x) => x! * x! }),
  sqrt: unary({ real: arithmetic.sqrt }),
  rsqrt: real1((x) => 1 / Math.sqrt(x)),
  cbrt: real1(Math.cbrt),
  exp: real1(Math.exp),
  exp2: real1((x) => 2 ** x),
  expm1: real1(Math.expm1),
  log: real1(Math.log),
  log1p: real1(Math.log1p),
  logistic: real1(logistic),

  sin: real1(Math.sin),
  cos: real1(Math.cos),
  tan: real1(Math.tan),
  asin: real1(Math.asin),
  acos: real1(Math.acos),
  atan: real1(Math.atan),
  sinh: real1(Math.sinh),
  cosh: real1(Math.cosh),
  tanh: real1(Math.tanh),
  asinh: real1(Math.asinh),
  acosh: real1(Math.acosh),
  atanh: real1(Math.atanh),

  not: unaryBits(
    (dtype) => (dtype === "bool" ? bits.logicalNot : bits.not),
    (x) => ~x!,
  ),
  populationCount: unaryBits(bits.populationCount, bits.wideBits.populationCount),
  clz: unaryBits(bits.clz, bits.wideBits.clz),
  and: binary({ real: bits.and, wide: (x, y) => x! & y! }),
  or: binary({ real: bits.or, wide: (x, y) => x! | y! }),
  xor: binary({ real: bits.xor, wide: (x, y) => x! ^ y! }),
  shiftLeft: binaryBits(bits.shiftLeft, bits.wideBits.shiftLeft),
  shiftRightLogical: binaryBits(bits.shiftRightLogical, bits.wideBits.shiftRightLogical),
  shiftRightArithmetic: binaryBits(bits.shiftRightArithmetic, bits.wideBits.shiftRightArithmetic),

  add,
  sub: binary({ real: arithmetic.sub, wide: (x, y) => x! - y! }),
  mul: binary({ real: arithmetic.mul, integer: arithmetic.integerMul, wide: (x, y) => x! * y! }),
  div: binary({ real: arithmetic.div, integer: arithmetic.integerDiv, wide: (x, y) => (y === 0n ? -1n : x! / y!) }),
  rem: binary({ real: arithmetic.rem, integer: arithmetic.integerRem, wide: (x, y) => (y === 0n ? x! : x! % y!) }),
  max: binary({ real: arithmetic.max, wide: (x, y) => (x! > y! ? x! : y!) }),
  min: binary({ real: arithmetic.min, wide: (x, y) => (x! < y! ? x! : y!) }),
  atan2: real2(Math.atan2),
  nextafter: unsupported("it is not written yet"),
  pow: real2(pow),
  addAny: add,

  eq: binary({ real: arithmetic.eq, wide: (x, y) => (x! === y! ? 1 : 0) }),
  ne: binary({ real: arithmetic.ne, wide: (x, y) => (x! === y! ? 0 : 1) }),
  lt: binary({ real: arithmetic.lt, wide: (x, y) => (x! < y! ? 1 : 0) }),
  le: binary({ real: arithmetic.le, wide: (x, y) => (x! <= y! ? 1 : 0) }),
  gt: binary({ real: arithmetic.gt, wide: (x, y) => (x! > y! ? 1 : 0) }),
  ge: binary({ real: arithmetic.ge, wide: (x, y) => (x! >= y! ? 1 : 0) }),

  selectN: select,
  clamp: (inputs, _, [out]) =>
    isWide(out!.dtype)
      ? wide((low, x, high) => (x! > high! ? high! : x! < low! ? low! : x!), inputs, out!)
      : doubles3(
          each3((low, x, high) => Math.min(Math.max(x, low), high)),
          inputs,
          out!,
        ),
  stopGradient:
    () =>
    ([x]) => [x],
});
