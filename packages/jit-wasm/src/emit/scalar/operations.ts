import {
  abs,
  add,
  addAny,
  and,
  ceil,
  clamp,
  convertElementType,
  copy,
  div,
  eq,
  floor,
  ge,
  gt,
  type IntegerPowParams,
  integerPow,
  isFinite as isFinitePrimitive,
  le,
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
  type RoundParams,
  rem,
  round,
  selectN,
  shiftLeft,
  shiftRightArithmetic,
  shiftRightLogical,
  sqrt,
  square,
  stopGradient,
  sub,
  xor,
} from "@hyrax/core";
import { type Expr, f32, f64, i32, i64, select } from "../../assembler/index.js";
import { isHalf } from "../half-precision.js";
import { divide, remainder, shift } from "../integer-lanes.js";
import { type LaneDType, laneKind } from "../vector-types.js";
import { literalScalar, type Scalar } from "./types.js";

type Unary = (x: Scalar) => Scalar;
type Binary = (x: Scalar, y: Scalar) => Scalar;
type Names<K extends string, F> = { readonly [P in K]: F };

type FloatInstructions = Names<"neg" | "abs" | "sqrt" | "floor" | "ceil" | "nearest", Unary> &
  Names<"add" | "sub" | "mul" | "div" | "max" | "min", Binary> &
  Names<"eq" | "ne" | "lt" | "gt" | "le" | "ge", (x: Scalar, y: Scalar) => Expr<"i32">>;

type IntegerInstructions = Names<"add" | "sub" | "mul" | "and" | "or" | "xor", Binary> &
  Names<"eq" | "ne" | `${"lt" | "gt" | "le" | "ge"}${"S" | "U"}`, (x: Scalar, y: Scalar) => Expr<"i32">>;

// Instructions of both widths under one type; each checks the types of its operands itself.
const floatInstructions = { f32, f64 } as unknown as Names<"f32" | "f64", FloatInstructions>;
const integerInstructions = { i32, i64 } as unknown as Names<"i32" | "i64", IntegerInstructions>;

/** Keeps a value that is used more than once in a variable. */
type Keep = (x: Scalar) => Scalar;

/** Writes one operation on elements in variables. */
type Emit = (operands: readonly Scalar[], params: Params, keep: Keep) => Scalar;
type Operations = ReadonlyMap<Primitive, Emit>;

const unary = (emit: Unary): Emit => (([x]) => emit(x!)) as Emit;
const binary = (emit: Binary): Emit => (([x, y]) => emit(x!, y!)) as Emit;
const same: Emit = ([x]) => x!;
/** selectN takes the first case where the selector is false. */
const choose: Emit = ([which, whenFalse, whenTrue]) => select(which as Expr<"i32">, whenTrue!, whenFalse!);

function floatOperations(kind: "f32" | "f64"): Operations {
  const float = floatInstructions[kind];
  const one = { f32, f64 }[kind].const(1);
  return new Map<Primitive, Emit>([
    ...comparisons(float.eq, float.ne, float.lt, float.gt, float.le, float.ge),
    [neg, unary(float.neg)],
    [abs, unary(float.abs)],
    [sqrt, unary(float.sqrt)],
    [round, unary(float.nearest)],
    [floor, unary(float.floor)],
    [ceil, unary(float.ceil)],
    [add, binary(float.add)],
    [addAny, binary(float.add)],
    [sub, binary(float.sub)],
    [mul, binary(float.mul)],
    [div, binary(float.div)],
    [max, binary(float.max)],
    [min, binary(float.min)],
    [square, ([x]) => float.mul(x!, x!)],
    [clamp, ([low, x, high]) => float.min(float.max(x!, low!), high!)],
    [
      isFinitePrimitive,
      ([x], _, keep) => {
        const difference = keep(float.sub(x!, x!));
        return float.eq(difference, difference);
      },
    ],
    [
      integerPow,
      ([x], params, keep) => {
        const { y } = params as IntegerPowParams; // the params of integerPow
        const power = integerPower(x!, y, float.mul, keep) ?? one;
        return y < 0 ? float.div(one, power) : power;
      },
    ],
    [selectN, choose],
    [copy, same],
    [stopGradient, same],
  ]);
}

function integerOperations(dtype: LaneDType): Operations {
  const kind = laneKind(dtype) as "i32" | "i64";
  const signed = dtype.startsWith("int");
  const integer = integerInstructions[kind];
  const number = (value: number) => literalScalar(kind === "i32" ? "int32" : "int64", value);
  const compare = (name: "lt" | "gt" | "le" | "ge") => integer[`${name}${signed ? "S" : "U"}`];
  const wrapped = (emit: Binary): Binary => narrowed(dtype, emit);
  const negated = (x: Scalar) => wrapped(integer.sub)(number(0), x);
  const greater: Binary = (x, y) => select(compare("gt")(x, y), x, y);
  const less: Binary = (x, y) => select(compare("lt")(x, y), x, y);
  return new Map<Primitive, Emit>([
    ...comparisons(integer.eq, integer.ne, compare("lt"), compare("gt"), compare("le"), compare("ge")),
    [neg, unary(negated)],
    [abs, unary(signed ? (x) => select(compare("lt")(x, number(0)), negated(x), x) : (x) => x)],
    [add, binary(wrapped(integer.add))],
    [addAny, binary(wrapped(integer.add))],
    [sub, binary(wrapped(integer.sub))],
    [mul, binary(wrapped(integer.mul))],
    [max, binary(greater)],
    [min, binary(less)],
    [square, ([x]) => wrapped(integer.mul)(x!, x!)],
    [clamp, ([low, x, high], _, keep) => less(keep(greater(x!, low!)), high!)],
    [and, binary(integer.and)],
    [or, binary(integer.or)],
    [xor, binary(integer.xor)],
    [not, unary((x) => wrapped(integer.xor)(x, number(-1)))],
    [
      integerPow,
      ([x], params, keep) => {
        const { y } = params as IntegerPowParams; // the params of integerPow
        return integerPower(x!, y, wrapped(integer.mul), keep) ?? number(1);
      },
    ],
    [selectN, choose],
    [copy, same],
    [stopGradient, same],
    ...(dtype === "int32" || dtype === "uint32" ? divisions(signed) : []),
  ]);
}

const divisions = (signed: boolean): readonly (readonly [Primitive, Emit])[] =>
  (
    [
      [div, divide(signed)],
      [rem, remainder(signed)],
      [shiftLeft, shift("left")],
      [shiftRightLogical, shift("logical")],
      [shiftRightArithmetic, shift("arithmetic")],
    ] as const
  ).map(([primitive, emit]) => [primitive, ([x, y]) => emit(x as Expr<"i32">, y as Expr<"i32">)]);

/** true is 1, the greater one. */
const boolOperations: Operations = new Map<Primitive, Emit>([
  ...comparisons(
    i32.eq as Binary,
    i32.ne as Binary,
    i32.ltU as Binary,
    i32.gtU as Binary,
    i32.leU as Binary,
    i32.geU as Binary,
  ),
  [and, binary(i32.and as Binary)],
  [or, binary(i32.or as Binary)],
  [xor, binary(i32.xor as Binary)],
  [not, unary(i32.eqz as Unary)],
  [max, binary(i32.or as Binary)],
  [min, binary(i32.and as Binary)],
  [selectN, choose],
  [copy, same],
  [stopGradient, same],
]);

function comparisons(...emits: readonly Binary[]): readonly (readonly [Primitive, Emit])[] {
  return [eq, ne, lt, gt, le, ge].map((primitive, i) => [primitive, binary(emits[i]!)]);
}

/** An operation on integers of 32 bits as one on the narrower ones that they stand for. */
function narrowed(dtype: LaneDType, emit: Binary): Binary {
  const wrap = wrapping.get(dtype);
  return wrap === undefined ? emit : (x, y) => wrap(emit(x, y) as Expr<"i32">);
}

const wrapping = new Map<LaneDType, (x: Expr<"i32">) => Scalar>([
  ["int8", i32.extend8S],
  ["int16", i32.extend16S],
  ["uint8", (x) => i32.and(x, i32.const(0xff))],
  ["uint16", (x) => i32.and(x, i32.const(0xffff))],
]);

/** x to an integer power, by repeated squaring; undefined for the power of 0. */
function integerPower(x: Scalar, y: number, multiply: Binary, keep: Keep): Scalar | undefined {
  let result: Scalar | undefined;
  let base = x;
  for (let n = Math.abs(y); n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = result === undefined ? base : keep(multiply(result, base));
    if (n > 1) base = keep(multiply(base, base));
  }
  return result;
}

type Convert = (x: Expr<never>) => Scalar;

/** Conversions between the dtypes of 32 and 64 bits, by "from to". They saturate, and take NaN to 0. */
const conversions: Readonly<Record<string, Convert>> = {
  "float32 float64": f64.promoteF32,
  "float64 float32": f32.demoteF64,
  "float32 int32": i32.truncSatF32S,
  "float32 uint32": i32.truncSatF32U,
  "float32 int64": i64.truncSatF32S,
  "float32 uint64": i64.truncSatF32U,
  "float64 int32": i32.truncSatF64S,
  "float64 uint32": i32.truncSatF64U,
  "float64 int64": i64.truncSatF64S,
  "float64 uint64": i64.truncSatF64U,
  "int32 float32": f32.convertI32S,
  "uint32 float32": f32.convertI32U,
  "int64 float32": f32.convertI64S,
  "uint64 float32": f32.convertI64U,
  "int32 float64": f64.convertI32S,
  "uint32 float64": f64.convertI32U,
  "int64 float64": f64.convertI64S,
  "uint64 float64": f64.convertI64U,
  "bool int32": (x) => x,
  "bool uint32": (x) => x,
  "bool float32": f32.convertI32U,
  "bool float64": f64.convertI32U,
  "int32 uint32": (x) => x,
  "uint32 int32": (x) => x,
  "int32 int64": i64.extendI32S,
  "uint32 int64": i64.extendI32U,
  "int32 uint64": i64.extendI32S,
  "uint32 uint64": i64.extendI32U,
  "int64 int32": i32.wrapI64,
  "int64 uint32": i32.wrapI64,
  "uint64 int32": i32.wrapI64,
  "uint64 uint32": i32.wrapI64,
  "int64 uint64": (x) => x,
  "uint64 int64": (x) => x,
};

const tables = new Map<LaneDType, Operations>();

/** The operations of which the last operand is of a dtype. */
function operationsOf(dtype: LaneDType): Operations {
  const known = tables.get(dtype);
  if (known !== undefined) return known;
  const kind = laneKind(dtype);
  const isFloat = kind === "f32" || kind === "f64";
  const made = dtype === "bool" ? boolOperations : isFloat ? floatOperations(kind) : integerOperations(dtype);
  tables.set(dtype, made);
  return made;
}

/**
 * How an elementwise operation is written on elements in variables; undefined where there are no instructions of scalars
 * for it. What it gives is the same as that of vectors, bit for bit.
 */
export function scalarOperation(
  primitive: Primitive,
  params: Params,
  inputs: readonly LaneDType[],
  out: LaneDType,
): Emit | undefined {
  const dtype = inputs.at(-1)!;
  if (primitive === convertElementType) return conversion(dtype, out);
  if (primitive === round && (params as RoundParams).roundingMethod !== 1) return undefined;
  if (primitive === selectN && (inputs[0] !== "bool" || inputs.length !== 3)) return undefined;
  if (isHalf(dtype) && primitive !== selectN) return undefined;
  return operationsOf(dtype).get(primitive);
}

function conversion(from: LaneDType, to: LaneDType): Emit | undefined {
  if (from === to) return same;
  if (to !== "bool") {
    const convert = conversions[`${from} ${to}`];
    return convert && (([x]) => convert(x as Expr<never>));
  }
  if (isHalf(from)) return undefined;
  const differs = operationsOf(from).get(ne)!;
  return ([x], params, keep) => differs([x!, literalScalar(from, 0)], params, keep);
}
