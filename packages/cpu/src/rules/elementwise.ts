import { type DType, elementwise, isComplex, isFloating, type ShapedArray, shapedArray } from "@hyrax/core";
import * as arithmetic from "../arithmetic.js";
import * as bits from "../bits.js";
import { greatest, least } from "../combinations.js";
import * as complex from "../complex/index.js";
import { isWide } from "../doubles.js";
import * as elementary from "../elementary.js";
import { integerPow } from "../integer-pow.js";
import { cpuFamily } from "../kernel.js";
import {
  type BinaryKernel,
  doubles1,
  doubles2,
  doubles3,
  type Loop1,
  type Loop2,
  type UnaryKernel,
  type Wide,
  wide,
} from "../loops.js";
import * as math from "../math/index.js";
import { nextafter } from "../nextafter.js";
import { narrowInteger } from "../number-type.js";
import { select } from "../select.js";
import { convert } from "./conversion.js";

type One = readonly [ShapedArray];
type Two = readonly [ShapedArray, ShapedArray];
type Outs = readonly ShapedArray[];

/**
 * The loops of an operation, and what 64-bit integers need; without `integer`, doubles do for smaller integers too. Complex elements
 * have loops where the operation takes them.
 */
interface Loops<L, C> {
  readonly real: L;
  readonly integer?: L;
  readonly wide?: Wide;
  readonly complex?: C;
}

function loopFor<L>({ real, integer }: Loops<L, unknown>, dtype: DType): L {
  return integer === undefined || isFloating(dtype) ? real : integer;
}

function unary(loops: Loops<Loop1, complex.ComplexLoop1>) {
  return ([x]: One, _: object, [out]: Outs): UnaryKernel => {
    if (loops.complex && isComplex(x.dtype)) return complex.complex1(loops.complex, out!);
    return loops.wide && isWide(x.dtype) ? wide(loops.wide, [x], out!) : doubles1(loopFor(loops, x.dtype), x, out!);
  };
}

function binary(loops: Loops<Loop2, complex.ComplexLoop2>) {
  return (inputs: Two, _: object, [out]: Outs): BinaryKernel => {
    const { dtype } = inputs[0];
    if (loops.complex && isComplex(dtype)) return complex.complex2(loops.complex, inputs, out!);
    return loops.wide && isWide(dtype) ? wide(loops.wide, inputs, out!) : doubles2(loopFor(loops, dtype), inputs, out!);
  };
}

/** A function of floats only. */
const real1 = (real: Loop1) => unary({ real });

/** A function of floats, real or complex. */
const inexact1 = (real: Loop1, f: complex.ComplexFunction1) => unary({ real, complex: complex.each1(f) });

/** Counts of bits, and shifts: they depend on the width of the integers. */
function unaryBits(loop: (type: math.NarrowInteger) => Loop1, wideLoop: (x: bigint) => bigint) {
  return ([x]: One, _: object, [out]: Outs): UnaryKernel =>
    isWide(x.dtype) ? wide((e) => wideLoop(e!), [x], out!) : doubles1(loop(narrowInteger(x.dtype)), x, out!);
}

function shift(
  loop: (type: math.NarrowInteger) => Loop2,
  wideLoop: (x: bigint, amount: bigint, signed: boolean) => bigint,
) {
  return (inputs: Two, _: object, [out]: Outs): BinaryKernel => {
    const { dtype } = inputs[0];
    return isWide(dtype)
      ? wide((x, amount) => wideLoop(x!, amount!, dtype === "int64"), inputs, out!)
      : doubles2(loop(narrowInteger(dtype)), inputs, out!);
  };
}

const add = binary({ real: arithmetic.add, wide: (x, y) => x! + y!, complex: complex.add });

const not = {
  logical: unary({ real: bits.logicalNot }),
  bits: unary({ real: bits.not, wide: (x) => ~x! }),
};

/** The exponent of a complex base may be an integer, which becomes complex. */
function complexPow(inputs: Two, _: object, [out]: Outs): BinaryKernel {
  const exponent = shapedArray(inputs[1].shape, out!.dtype);
  const toComplex = convert([inputs[1]], { newDtype: exponent.dtype, weakType: false }, [exponent]);
  const kernel = complex.complex2(complex.each2(complex.pow), [inputs[0], exponent], out!);
  return ([x, y]) => kernel([x, toComplex([y])[0]!]);
}

const powers = { real: binary({ real: elementary.pow }), complex: complexPow };

const roundings = { 0: real1(arithmetic.roundHalfAway), 1: real1(arithmetic.roundHalfEven) };

export const elementwiseCpu = cpuFamily(elementwise, {
  neg: unary({ real: arithmetic.neg, wide: (x) => -x!, complex: complex.each1(complex.neg) }),
  abs: unary({
    real: arithmetic.abs,
    wide: (x) => (x! < 0n ? -x! : x!),
    complex: complex.real1(complex.modulus),
  }),
  sign: unary({
    real: arithmetic.sign,
    wide: (x) => (x! > 0n ? 1n : x! < 0n ? -1n : 0n),
    complex: complex.each1(complex.sign),
  }),
  floor: real1(arithmetic.floor),
  ceil: real1(arithmetic.ceil),
  round: (inputs, params, outs) => roundings[params.roundingMethod](inputs, params, outs),
  isFinite: real1(arithmetic.isFinite),

  integerPow,
  square: unary({
    real: arithmetic.square,
    integer: arithmetic.integerSquare,
    wide: (x) => x! * x!,
    complex: complex.each1(complex.square),
  }),
  sqrt: inexact1(arithmetic.sqrt, complex.sqrt),
  rsqrt: inexact1(elementary.rsqrt, complex.rsqrt),
  cbrt: real1(elementary.cbrt),
  exp: inexact1(elementary.exp, complex.exp),
  exp2: inexact1(elementary.exp2, complex.exp2),
  expm1: inexact1(elementary.expm1, complex.expm1),
  log: inexact1(elementary.log, complex.log),
  log1p: inexact1(elementary.log1p, complex.log1p),
  logistic: inexact1(elementary.logistic, complex.logistic),

  sin: inexact1(elementary.sin, complex.sin),
  cos: inexact1(elementary.cos, complex.cos),
  tan: inexact1(elementary.tan, complex.tan),
  asin: inexact1(elementary.asin, complex.asin),
  acos: inexact1(elementary.acos, complex.acos),
  atan: inexact1(elementary.atan, complex.atan),
  sinh: inexact1(elementary.sinh, complex.sinh),
  cosh: inexact1(elementary.cosh, complex.cosh),
  tanh: inexact1(elementary.tanh, complex.tanh),
  asinh: inexact1(elementary.asinh, complex.asinh),
  acosh: inexact1(elementary.acosh, complex.acosh),
  atanh: inexact1(elementary.atanh, complex.atanh),

  not: (inputs, params, outs) => not[inputs[0].dtype === "bool" ? "logical" : "bits"](inputs, params, outs),
  populationCount: unaryBits(bits.populationCount, math.populationCount64),
  clz: unaryBits(bits.clz, math.countLeadingZeros64),
  and: binary({ real: bits.and, wide: (x, y) => x! & y! }),
  or: binary({ real: bits.or, wide: (x, y) => x! | y! }),
  xor: binary({ real: bits.xor, wide: (x, y) => x! ^ y! }),
  shiftLeft: shift(bits.shiftLeft, math.shiftLeft64),
  shiftRightLogical: shift(bits.shiftRightLogical, math.shiftRightLogical64),
  shiftRightArithmetic: shift(bits.shiftRightArithmetic, math.shiftRightArithmetic64),

  add,
  sub: binary({ real: arithmetic.sub, wide: (x, y) => x! - y!, complex: complex.sub }),
  mul: binary({
    real: arithmetic.mul,
    integer: arithmetic.integerMul,
    wide: (x, y) => x! * y!,
    complex: complex.mul,
  }),
  div: binary({
    real: arithmetic.div,
    integer: arithmetic.integerDiv,
    wide: (x, y) => math.divideInteger64(x!, y!, true),
    complex: complex.each2(complex.quotient),
  }),
  rem: binary({
    real: arithmetic.rem,
    integer: arithmetic.integerRem,
    wide: (x, y) => math.remainderInteger64(x!, y!),
  }),
  max: binary({
    real: arithmetic.max,
    wide: (x, y) => greatest.wide(x!, y!),
    complex: complex.each2(complex.greater),
  }),
  min: binary({
    real: arithmetic.min,
    wide: (x, y) => least.wide(x!, y!),
    complex: complex.each2(complex.lesser),
  }),
  atan2: binary({ real: elementary.atan2, complex: complex.each2(complex.atan2) }),
  nextafter,
  pow: (inputs, params, outs) => powers[isComplex(inputs[0].dtype) ? "complex" : "real"](inputs, params, outs),
  addAny: add,

  eq: binary({ real: arithmetic.eq, wide: (x, y) => (x! === y! ? 1 : 0), complex: complex.eq }),
  ne: binary({ real: arithmetic.ne, wide: (x, y) => (x! === y! ? 0 : 1), complex: complex.ne }),
  lt: binary({ real: arithmetic.lt, wide: (x, y) => (x! < y! ? 1 : 0) }),
  le: binary({ real: arithmetic.le, wide: (x, y) => (x! <= y! ? 1 : 0) }),
  gt: binary({ real: arithmetic.gt, wide: (x, y) => (x! > y! ? 1 : 0) }),
  ge: binary({ real: arithmetic.ge, wide: (x, y) => (x! >= y! ? 1 : 0) }),

  selectN: select,
  clamp: (inputs, _, [out]) =>
    isWide(out!.dtype)
      ? wide((low, x, high) => least.wide(greatest.wide(x!, low!), high!), inputs, out!)
      : doubles3(arithmetic.clamp, inputs, out!),
  stopGradient:
    () =>
    ([x]) => [x],
});
