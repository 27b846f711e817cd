import { type DType, elementwise, isFloating, type ShapedArray } from "@hyrax/core";
import * as arithmetic from "../arithmetic.js";
import * as bits from "../bits.js";
import { greatest, least } from "../combinations.js";
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

/** A function of floats only. */
const real1 = (real: Loop1) => unary({ real });

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

const add = binary({ real: arithmetic.add, wide: (x, y) => x! + y! });

const not = {
  logical: unary({ real: bits.logicalNot }),
  bits: unary({ real: bits.not, wide: (x) => ~x! }),
};

const roundings = { 0: real1(arithmetic.roundHalfAway), 1: real1(arithmetic.roundHalfEven) };

export const elementwiseCpu = cpuFamily(elementwise, {
  neg: unary({ real: arithmetic.neg, wide: (x) => -x! }),
  abs: unary({ real: arithmetic.abs, wide: (x) => (x! < 0n ? -x! : x!) }),
  sign: unary({ real: arithmetic.sign, wide: (x) => (x! > 0n ? 1n : x! < 0n ? -1n : 0n) }),
  floor: real1(arithmetic.floor),
  ceil: real1(arithmetic.ceil),
  round: (inputs, params, outs) => roundings[params.roundingMethod](inputs, params, outs),
  isFinite: real1(arithmetic.isFinite),

  integerPow,
  square: unary({ real: arithmetic.square, integer: arithmetic.integerSquare, wide: (x) => x! * x! }),
  sqrt: real1(arithmetic.sqrt),
  rsqrt: real1(elementary.rsqrt),
  cbrt: real1(elementary.cbrt),
  exp: real1(elementary.exp),
  exp2: real1(elementary.exp2),
  expm1: real1(elementary.expm1),
  log: real1(elementary.log),
  log1p: real1(elementary.log1p),
  logistic: real1(elementary.logistic),

  sin: real1(elementary.sin),
  cos: real1(elementary.cos),
  tan: real1(elementary.tan),
  asin: real1(elementary.asin),
  acos: real1(elementary.acos),
  atan: real1(elementary.atan),
  sinh: real1(elementary.sinh),
  cosh: real1(elementary.cosh),
  tanh: real1(elementary.tanh),
  asinh: real1(elementary.asinh),
  acosh: real1(elementary.acosh),
  atanh: real1(elementary.atanh),

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
  sub: binary({ real: arithmetic.sub, wide: (x, y) => x! - y! }),
  mul: binary({ real: arithmetic.mul, integer: arithmetic.integerMul, wide: (x, y) => x! * y! }),
  div: binary({
    real: arithmetic.div,
    integer: arithmetic.integerDiv,
    wide: (x, y) => math.divideInteger64(x!, y!, true),
  }),
  rem: binary({
    real: arithmetic.rem,
    integer: arithmetic.integerRem,
    wide: (x, y) => math.remainderInteger64(x!, y!),
  }),
  max: binary({ real: arithmetic.max, wide: (x, y) => greatest.wide(x!, y!) }),
  min: binary({ real: arithmetic.min, wide: (x, y) => least.wide(x!, y!) }),
  atan2: binary({ real: elementary.atan2 }),
  nextafter,
  pow: binary({ real: elementary.pow }),
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
      ? wide((low, x, high) => least.wide(greatest.wide(x!, low!), high!), inputs, out!)
      : doubles3(arithmetic.clamp, inputs, out!),
  stopGradient:
    () =>
    ([x]) => [x],
});
