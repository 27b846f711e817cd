import { type DType, elementwise, isFloating, type ShapedArray } from "@hyrax/core";
import * as arithmetic from "../arithmetic.js";
import { greatest, least } from "../combinations.js";
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

const real1 = (f: (x: number) => number) => unary({ real: each1(f) });
const real2 = (f: (x: number, y: number) => number) => binary({ real: each2(f) });

function bitCount(narrow: (x: number, width: math.NarrowWidth) => number, wideCount: (x: bigint) => bigint) {
  return ([x]: One, _: object, [out]: Outs): UnaryKernel => {
    if (isWide(x.dtype)) return wide((e) => wideCount(e!), [x], out!);
    const { width } = narrowInteger(x.dtype);
    return doubles1(
      each1((e) => narrow(e, width)),
      x,
      out!,
    );
  };
}

function shift(
  narrow: (x: number, amount: number, type: math.NarrowInteger) => number,
  wideShift: (x: bigint, amount: bigint, signed: boolean) => bigint,
) {
  return (inputs: Two, _: object, [out]: Outs): BinaryKernel => {
    const { dtype } = inputs[0];
    if (isWide(dtype)) return wide((x, amount) => wideShift(x!, amount!, dtype === "int64"), inputs, out!);
    const type = narrowInteger(dtype);
    return doubles2(
      each2((x, amount) => narrow(x, amount, type)),
      inputs,
      out!,
    );
  };
}

const add = binary({ real: arithmetic.add, wide: (x, y) => x! + y! });

const not = {
  logical: unary({ real: arithmetic.logicalNot }),
  bits: unary({ real: arithmetic.not, wide: (x) => ~x! }),
};

const roundings = { 0: real1(math.roundHalfAway), 1: real1(math.roundHalfEven) };

export const elementwiseCpu = cpuFamily(elementwise, {
  neg: unary({ real: arithmetic.neg, wide: (x) => -x! }),
  abs: unary({ real: arithmetic.abs, wide: (x) => (x! < 0n ? -x! : x!) }),
  sign: unary({ real: each1(Math.sign), wide: (x) => (x! > 0n ? 1n : x! < 0n ? -1n : 0n) }),
  floor: real1(Math.floor),
  ceil: real1(Math.ceil),
  round: (inputs, params, outs) => roundings[params.roundingMethod](inputs, params, outs),
  isFinite: real1((x) => (Number.isFinite(x) ? 1 : 0)),

  integerPow,
  square: unary({ real: arithmetic.square, integer: arithmetic.integerSquare, wide: (x) => x! * x! }),
  sqrt: unary({ real: arithmetic.sqrt }),
  rsqrt: real1((x) => 1 / Math.sqrt(x)),
  cbrt: real1(Math.cbrt),
  exp: real1(Math.exp),
  exp2: real1(math.exp2),
  expm1: real1(Math.expm1),
  log: real1(Math.log),
  log1p: real1(Math.log1p),
  logistic: real1(math.logistic),

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

  not: (inputs, params, outs) => not[inputs[0].dtype === "bool" ? "logical" : "bits"](inputs, params, outs),
  populationCount: bitCount(math.populationCount, math.populationCount64),
  clz: bitCount(math.countLeadingZeros, math.countLeadingZeros64),
  and: binary({ real: arithmetic.and, wide: (x, y) => x! & y! }),
  or: binary({ real: arithmetic.or, wide: (x, y) => x! | y! }),
  xor: binary({ real: arithmetic.xor, wide: (x, y) => x! ^ y! }),
  shiftLeft: shift(math.shiftLeft, math.shiftLeft64),
  shiftRightLogical: shift(math.shiftRightLogical, math.shiftRightLogical64),
  shiftRightArithmetic: shift(math.shiftRightArithmetic, math.shiftRightArithmetic64),

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
    integer: each2(math.remainderInteger),
    wide: (x, y) => math.remainderInteger64(x!, y!),
  }),
  max: binary({ real: arithmetic.max, wide: (x, y) => greatest.wide(x!, y!) }),
  min: binary({ real: arithmetic.min, wide: (x, y) => least.wide(x!, y!) }),
  atan2: real2(Math.atan2),
  nextafter,
  pow: real2(math.pow),
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
      : doubles3(
          each3((low, x, high) => Math.min(Math.max(x, low), high)),
          inputs,
          out!,
        ),
  stopGradient:
    () =>
    ([x]) => [x],
});
