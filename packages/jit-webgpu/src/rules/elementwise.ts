import { type DType, elementwise } from "@hyrax/core";
import { deviceType } from "../device/device-types.js";
import { type Code, join, type WgslFunction, wgsl } from "../wgsl/code.js";
import * as library from "../wgsl/library/index.js";
import { elementFamily, type Operand } from "./element-rule.js";

type One = readonly [Operand];
type Two = readonly [Operand, Operand];
type ValueType = ReturnType<typeof deviceType>["value"];

/** One expression for each type of value that an operation takes. */
type ByType<A extends readonly Operand[]> = { readonly [T in ValueType]?: (...inputs: A) => Code };

/** The rule that goes by the type of the last input: a selector may come before it, a shape of another dtype not. */
function byType<A extends readonly Operand[]>(cases: ByType<A>) {
  return (inputs: A): Code => {
    const { dtype } = inputs.at(-1) as Operand;
    const rule = cases[deviceType(dtype).value];
    // Abstract evaluation has let only dtypes through for which there is a case.
    return (rule as NonNullable<typeof rule>)(...inputs);
  };
}

const every = <A extends readonly Operand[]>(rule: (...inputs: A) => Code): ByType<A> => ({
  f32: rule,
  i32: rule,
  u32: rule,
  bool: rule,
});

/** A function of one float. */
const float1 =
  (f: WgslFunction | string) =>
  ([x]: One): Code =>
    wgsl`${f}(${x})`;

const float2 =
  (f: WgslFunction) =>
  ([x, y]: Two): Code =>
    wgsl`${f}(${x}, ${y})`;

/** An operator of WGSL. */
const infix =
  (operator: string) =>
  (x: Operand, y: Operand): Code =>
    wgsl`${x} ${operator} ${y}`;

/** A call of a function of WGSL, or of the library. */
const called =
  (f: WgslFunction | string) =>
  (...inputs: readonly Operand[]): Code =>
    wgsl`${f}(${join(inputs, ", ")})`;

const add = byType<Two>({ f32: infix("+"), i32: infix("+"), u32: infix("+") });

/** The amount of a shift as u32, which a negative one exceeds. */
const amount = (y: Operand): Code => (y.dtype === "int32" ? wgsl`u32(${y})` : y);

const max = byType<Two>({ f32: called(library.max), i32: called("max"), u32: called("max"), bool: infix("||") });
const min = byType<Two>({ f32: called(library.min), i32: called("min"), u32: called("min"), bool: infix("&&") });

/** The case that a selector numbers, the first or the last one if it is out of range. */
function select([which, ...cases]: readonly Operand[]): Code {
  const selector = which as Operand;
  const [first, ...rest] = cases as [Operand, ...Operand[]];
  const [second] = rest;
  if (second === undefined) return first;
  if (selector.dtype === "bool") return wgsl`select(${first}, ${second}, ${selector})`;
  let chosen: Code = rest.at(-1) as Operand;
  for (let k = cases.length - 2; k >= 0; k--)
    chosen = wgsl`select(${chosen}, ${cases[k] as Operand}, ${selector} <= ${k}i)`;
  return chosen;
}

const isFloat = (dtype: DType) => deviceType(dtype).value === "f32";

export const elementwiseElements = elementFamily(elementwise, {
  // The parentheses keep a negative literal from making it a decrement.
  neg: byType<One>({ f32: (x) => wgsl`-(${x})`, i32: (x) => wgsl`-(${x})`, u32: (x) => wgsl`0u - ${x}` }),
  abs: byType<One>({ f32: called("abs"), i32: called("abs"), u32: (x) => x }),
  sign: byType<One>({ f32: called(library.sign), i32: called("sign"), u32: (x) => wgsl`min(${x}, 1u)` }),
  floor: float1(library.floor),
  ceil: float1(library.ceil),
  round: (inputs, { roundingMethod }) => float1(roundingMethod === 0 ? library.roundAway : library.roundEven)(inputs),
  isFinite: float1(library.isFinite),

  integerPow: ([x], { y }) => {
    const type = deviceType(x.dtype).value as "f32" | "i32" | "u32"; // There are no powers of bools.
    return wgsl`${library.integerPow(y, type)}(${x})`;
  },
  square: ([x]) => wgsl`${x} * ${x}`,
  sqrt: float1(library.sqrt),
  rsqrt: float1(library.rsqrt),
  cbrt: float1(library.cbrt),
  exp: float1(library.exp),
  exp2: float1(library.exp2),
  expm1: float1(library.expm1),
  log: float1(library.log),
  log1p: float1(library.log1p),
  logistic: float1(library.logistic),

  sin: float1(library.sin),
  cos: float1(library.cos),
  tan: float1(library.tan),
  asin: float1(library.asin),
  acos: float1(library.acos),
  atan: float1(library.atan),
  sinh: float1(library.sinh),
  cosh: float1(library.cosh),
  tanh: float1(library.tanh),
  asinh: float1(library.asinh),
  acosh: float1(library.acosh),
  atanh: float1(library.atanh),

  not: byType<One>({ i32: (x) => wgsl`~${x}`, u32: (x) => wgsl`~${x}`, bool: (x) => wgsl`!${x}` }),
  populationCount: float1("countOneBits"),
  clz: float1("countLeadingZeros"),
  and: byType<Two>({ i32: infix("&"), u32: infix("&"), bool: infix("&&") }),
  or: byType<Two>({ i32: infix("|"), u32: infix("|"), bool: infix("||") }),
  xor: byType<Two>({ i32: infix("^"), u32: infix("^"), bool: infix("!=") }),
  shiftLeft: ([x, y]) => wgsl`${library.shiftLeft(x.dtype === "int32" ? "i32" : "u32")}(${x}, ${amount(y)})`,
  shiftRightLogical: byType<Two>({
    i32: (x, y) => wgsl`i32(${library.shiftRightLogical}(u32(${x}), ${amount(y)}))`,
    u32: called(library.shiftRightLogical),
  }),
  shiftRightArithmetic: byType<Two>({
    i32: (x, y) => wgsl`${library.shiftRightArithmetic}(${x}, ${amount(y)})`,
    u32: (x, y) => wgsl`u32(${library.shiftRightArithmetic}(i32(${x}), ${y}))`,
  }),

  add,
  sub: byType<Two>({ f32: infix("-"), i32: infix("-"), u32: infix("-") }),
  mul: byType<Two>({ f32: infix("*"), i32: infix("*"), u32: infix("*") }),
  div: byType<Two>({ f32: infix("/"), i32: called(library.divideInt32), u32: called(library.divideUint32) }),
  rem: byType<Two>({
    f32: called(library.remainder),
    i32: called(library.remainderInt32),
    u32: called(library.remainderUint32),
  }),
  max,
  min,
  atan2: float2(library.atan2),
  nextafter: (inputs, _, out) =>
    out === "float16" ? wgsl`${library.nextAfterHalf}(${inputs[0]}, ${inputs[1]})` : float2(library.nextAfter)(inputs),
  pow: ([x, y]) => {
    if (isFloat(y.dtype)) return wgsl`${library.pow}(${x}, ${y})`;
    return y.dtype === "int32" ? wgsl`${library.powOfInteger}(${x}, ${y})` : wgsl`${library.powOfUnsigned}(${x}, ${y})`;
  },
  addAny: add,

  eq: byType<Two>({ ...every(infix("==")), f32: called(library.eq) }),
  ne: byType<Two>({ ...every(infix("!=")), f32: (x, y) => wgsl`!${library.eq}(${x}, ${y})` }),
  lt: byType<Two>({ ...every(infix("<")), f32: called(library.lt), bool: (x, y) => wgsl`!${x} && ${y}` }),
  le: byType<Two>({ ...every(infix("<=")), f32: called(library.le), bool: (x, y) => wgsl`!${x} || ${y}` }),
  gt: byType<Two>({
    ...every(infix(">")),
    f32: (x, y) => wgsl`${library.lt}(${y}, ${x})`,
    bool: (x, y) => wgsl`${x} && !${y}`,
  }),
  ge: byType<Two>({
    ...every(infix(">=")),
    f32: (x, y) => wgsl`${library.le}(${y}, ${x})`,
    bool: (x, y) => wgsl`${x} || !${y}`,
  }),

  selectN: select,
  clamp: ([low, x, high]) => {
    const raised = { ...max([x, low]), dtype: x.dtype };
    return min([deviceType(x.dtype).value === "bool" ? { ...wgsl`(${raised})`, dtype: x.dtype } : raised, high]);
  },
  stopGradient: ([x]) => x,
});
