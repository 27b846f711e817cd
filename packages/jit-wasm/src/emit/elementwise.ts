import {
  abs,
  acos,
  acosh,
  add,
  addAny,
  and,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  bitcastConvertType,
  cbrt,
  ceil,
  clamp,
  convertElementType,
  copy,
  cos,
  cosh,
  div,
  eq,
  exp,
  exp2,
  expm1,
  floor,
  ge,
  gt,
  type IntegerPowParams,
  integerPow,
  isFinite as isFinitePrimitive,
  le,
  log,
  log1p,
  logistic,
  lt,
  max,
  min,
  mul,
  ne,
  neg,
  not,
  or,
  type Params,
  type Primitive,
  pow,
  type RoundParams,
  rem,
  round,
  rsqrt,
  selectN,
  shiftLeft,
  shiftRightArithmetic,
  shiftRightLogical,
  sign,
  sin,
  sinh,
  sqrt,
  square,
  stopGradient,
  sub,
  tan,
  tanh,
  xor,
} from "@hyrax/core";
import { erf, erfc, erfInv } from "@hyrax/core/library";
import { type FunctionBuilder, f32, f32x4, i32, i32x4, v128 } from "../assembler/index.js";
import type { F32Function, MathLibrary } from "../math/index.js";
import { divide, perLane, remainder, shift } from "./integer-lanes.js";
import { type LaneDType as AnyDType, splatNumber as splatValue, type Value, type Vector } from "./vector-types.js";

/** The dtypes that are computed in so far. */
type LaneDType = "float32" | "int32" | "uint32" | "bool";

const splatNumber = (dtype: LaneDType, value: number): Vector => splatValue(dtype, value)[0]!;

/** Where vector code is written: the function, and the elementary functions of its module. */
export interface VectorContext {
  readonly f: FunctionBuilder;
  readonly math: MathLibrary;
}

/** Writes one elementwise operation; the operands are variables, so they may be used more than once. */
type Emit = (context: VectorContext, operands: readonly Vector[], params: Params) => Vector;

/** How an operation is written for each dtype of its (last) operand that it can be compiled for. */
type ByDType = Partial<Record<LaneDType, Emit>>;

const floatUnary = (emit: (x: Vector) => Vector): ByDType => ({ float32: (_, [x]) => emit(x!) });

const library = (name: F32Function): ByDType => ({
  float32: ({ math }, operands) => math.callF32(name, ...operands),
});

const binary = (
  float: ((x: Vector, y: Vector) => Vector) | undefined,
  integer: ((x: Vector, y: Vector) => Vector) | undefined,
): ByDType => ({
  ...(float && { float32: (_, [x, y]) => float(x!, y!) }),
  ...(integer && { int32: (_, [x, y]) => integer(x!, y!), uint32: (_, [x, y]) => integer(x!, y!) }),
});

const bitwise = (emit: (x: Vector, y: Vector) => Vector): ByDType => {
  const each: Emit = (_, [x, y]) => emit(x!, y!);
  return { int32: each, uint32: each, bool: each };
};

const lanewise = (emit: (signed: boolean) => Parameters<typeof perLane>[3]): ByDType => ({
  int32: ({ f }, [x, y]) => perLane(f, x!, y!, emit(true)),
  uint32: ({ f }, [x, y]) => perLane(f, x!, y!, emit(false)),
});

interface Comparison {
  readonly float: (x: Vector, y: Vector) => Vector;
  readonly signed: (x: Vector, y: Vector) => Vector;
  readonly unsigned: (x: Vector, y: Vector) => Vector;
  /** For lanes of all ones and all zeros: true is the greater. */
  readonly mask: (x: Vector, y: Vector) => Vector;
}

const comparison = ({ float, signed, unsigned, mask }: Comparison): ByDType => ({
  float32: (_, [x, y]) => float(x!, y!),
  int32: (_, [x, y]) => signed(x!, y!),
  uint32: (_, [x, y]) => unsigned(x!, y!),
  bool: (_, [x, y]) => mask(x!, y!),
});

const ones = i32x4.splat(i32.const(1));

/** NaN wins: of a NaN and a number, f32x4.max gives the NaN. */
const extremum = (
  float: typeof f32x4.max,
  signed: typeof i32x4.maxS,
  unsigned: typeof i32x4.maxU,
  mask: typeof v128.or,
): ByDType => ({
  float32: (_, [x, y]) => float(x!, y!),
  int32: (_, [x, y]) => signed(x!, y!),
  uint32: (_, [x, y]) => unsigned(x!, y!),
  bool: (_, [x, y]) => mask(x!, y!),
});

const each = (emit: Emit): ByDType => ({ float32: emit, int32: emit, uint32: emit, bool: emit });

/** x to an integer power, by repeated squaring. */
function integerPower({ f }: VectorContext, x: Vector, y: number, multiply: typeof f32x4.mul): Vector | undefined {
  let result: Vector | undefined;
  let base = x;
  for (let n = Math.abs(y); n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = result === undefined ? base : f.let(multiply(result, base));
    if (n > 1) base = f.let(multiply(base, base));
  }
  return result;
}

const integerPowByDType: ByDType = {
  float32: (context, [x], params) => {
    // The params of integerPow.
    const { y } = params as IntegerPowParams;
    const one = splatNumber("float32", 1);
    const power = integerPower(context, x!, y, f32x4.mul);
    if (power === undefined) return one;
    return y < 0 ? f32x4.div(one, power) : power;
  },
  int32: (context, [x], params) => integerPower(context, x!, (params as IntegerPowParams).y, i32x4.mul) ?? ones,
  uint32: (context, [x], params) => integerPower(context, x!, (params as IntegerPowParams).y, i32x4.mul) ?? ones,
};

const table: ReadonlyMap<Primitive, ByDType> = new Map<Primitive, ByDType>([
  [neg, { ...floatUnary(f32x4.neg), int32: (_, [x]) => i32x4.neg(x!), uint32: (_, [x]) => i32x4.neg(x!) }],
  [abs, { ...floatUnary(f32x4.abs), int32: (_, [x]) => i32x4.abs(x!), uint32: (_, [x]) => x! }],
  [
    sign,
    {
      ...library("sign"),
      int32: (_, [x]) => v128.or(i32x4.shrS(x!, i32.const(31)), i32x4.shrU(i32x4.neg(x!), i32.const(31))),
      uint32: (_, [x]) => i32x4.minU(x!, ones),
    },
  ],
  [floor, floatUnary(f32x4.floor)],
  [ceil, floatUnary(f32x4.ceil)],
  [
    round,
    {
      float32: ({ math }, [x], params) =>
        (params as RoundParams).roundingMethod === 1 ? f32x4.nearest(x!) : math.callF32("roundAway", x!),
    },
  ],
  // x − x is 0 for finite numbers, and NaN for all others.
  [
    isFinitePrimitive,
    {
      float32: ({ f }, [x]) => {
        const difference = f.let(f32x4.sub(x!, x!));
        return f32x4.eq(difference, difference);
      },
    },
  ],
  [integerPow, integerPowByDType],
  [square, binaryOfOne(f32x4.mul, i32x4.mul)],
  [sqrt, floatUnary(f32x4.sqrt)],
  [rsqrt, library("rsqrt")],
  [cbrt, library("cbrt")],
  [exp, library("exp")],
  [exp2, library("exp2")],
  [expm1, library("expm1")],
  [log, library("log")],
  [log1p, library("log1p")],
  [logistic, library("logistic")],
  [sin, library("sin")],
  [cos, library("cos")],
  [tan, library("tan")],
  [asin, library("asin")],
  [acos, library("acos")],
  [atan, library("atan")],
  [sinh, library("sinh")],
  [cosh, library("cosh")],
  [tanh, library("tanh")],
  [asinh, library("asinh")],
  [acosh, library("acosh")],
  [atanh, library("atanh")],
  [erf, library("erf")],
  [erfc, library("erfc")],
  [erfInv, library("erfInv")],
  [atan2, library("atan2")],
  [pow, library("pow")],
  [add, binary(f32x4.add, i32x4.add)],
  [addAny, binary(f32x4.add, i32x4.add)],
  [sub, binary(f32x4.sub, i32x4.sub)],
  [mul, binary(f32x4.mul, i32x4.mul)],
  [div, { ...binary(f32x4.div, undefined), ...lanewise(divide) }],
  [rem, lanewise(remainder)],
  [max, extremum(f32x4.max, i32x4.maxS, i32x4.maxU, v128.or)],
  [min, extremum(f32x4.min, i32x4.minS, i32x4.minU, v128.and)],
  [not, { int32: (_, [x]) => v128.not(x!), uint32: (_, [x]) => v128.not(x!), bool: (_, [x]) => v128.not(x!) }],
  [and, bitwise(v128.and)],
  [or, bitwise(v128.or)],
  [xor, bitwise(v128.xor)],
  [shiftLeft, lanewise(() => shift("left"))],
  [shiftRightLogical, lanewise(() => shift("logical"))],
  [shiftRightArithmetic, lanewise(() => shift("arithmetic"))],
  [eq, comparison({ float: f32x4.eq, signed: i32x4.eq, unsigned: i32x4.eq, mask: i32x4.eq })],
  [ne, comparison({ float: f32x4.ne, signed: i32x4.ne, unsigned: i32x4.ne, mask: v128.xor })],
  [lt, comparison({ float: f32x4.lt, signed: i32x4.ltS, unsigned: i32x4.ltU, mask: (x, y) => v128.andnot(y, x) })],
  [gt, comparison({ float: f32x4.gt, signed: i32x4.gtS, unsigned: i32x4.gtU, mask: (x, y) => v128.andnot(x, y) })],
  [
    le,
    comparison({ float: f32x4.le, signed: i32x4.leS, unsigned: i32x4.leU, mask: (x, y) => v128.or(v128.not(x), y) }),
  ],
  [
    ge,
    comparison({ float: f32x4.ge, signed: i32x4.geS, unsigned: i32x4.geU, mask: (x, y) => v128.or(x, v128.not(y)) }),
  ],
  // selectN takes the first case where the selector is false.
  [selectN, each((_, [which, whenFalse, whenTrue]) => v128.bitselect(whenTrue!, whenFalse!, which!))],
  [
    clamp,
    {
      float32: (_, [low, x, high]) => f32x4.min(f32x4.max(x!, low!), high!),
      int32: (_, [low, x, high]) => i32x4.minS(i32x4.maxS(x!, low!), high!),
      uint32: (_, [low, x, high]) => i32x4.minU(i32x4.maxU(x!, low!), high!),
    },
  ],
  [stopGradient, each((_, [x]) => x!)],
  [copy, each((_, [x]) => x!)],
]);

function binaryOfOne(float: typeof f32x4.mul, integer: typeof i32x4.mul): ByDType {
  return {
    float32: (_, [x]) => float(x!, x!),
    int32: (_, [x]) => integer(x!, x!),
    uint32: (_, [x]) => integer(x!, x!),
  };
}

/** Conversions saturate and take NaN to 0; bool is 0 or 1, and true of all that is not zero. */
function convert(x: Vector, from: LaneDType, to: LaneDType): Vector {
  if (from === to) return x;
  if (to === "bool")
    return from === "float32" ? f32x4.ne(x, f32x4.splat(f32.const(0))) : i32x4.ne(x, splatNumber(from, 0));
  if (from === "bool") return v128.and(x, splatNumber(to, 1));
  if (from === "float32") return to === "int32" ? i32x4.truncSatF32x4S(x) : i32x4.truncSatF32x4U(x);
  if (to === "float32") return from === "int32" ? f32x4.convertI32x4S(x) : f32x4.convertI32x4U(x);
  return x;
}

/** Whether an operation can be written for operands and a result of these dtypes. */
export function canEmit(primitive: Primitive, inputs: readonly AnyDType[], out: AnyDType): boolean {
  if (![...inputs, out].every(isComputed)) return false;
  if (primitive === convertElementType) return true;
  if (primitive === bitcastConvertType) return inputs[0] !== "bool" && out !== "bool";
  // More than two cases would need a chain of comparisons.
  if (primitive === selectN) return inputs[0] === "bool" && inputs.length === 3;
  // An integer exponent is converted by lax before; what is left is rare.
  if (primitive === pow && inputs[1] !== "float32") return false;
  const operand = inputs.at(-1);
  return operand !== undefined && isComputed(operand) && table.get(primitive)?.[operand] !== undefined;
}

function isComputed(dtype: AnyDType): dtype is LaneDType {
  return dtype === "float32" || dtype === "int32" || dtype === "uint32" || dtype === "bool";
}

/** Writes an operation of four elements. `canEmit` must have said that it can be. */
export function emitElementwise(
  context: VectorContext,
  primitive: Primitive,
  params: Params,
  operands: readonly Value[],
  inputs: readonly AnyDType[],
  out: AnyDType,
): Value {
  const vectors = operands.map((operand) => operand[0]!);
  if (primitive === convertElementType) return [convert(vectors[0]!, inputs[0] as LaneDType, out as LaneDType)];
  if (primitive === bitcastConvertType) return operands[0]!;
  const emit = table.get(primitive)?.[inputs.at(-1)! as LaneDType];
  if (emit === undefined) throw new TypeError(`jit-wasm: ${primitive.name} of ${inputs.join(", ")} cannot be compiled`);
  return [emit(context, vectors, params)];
}
