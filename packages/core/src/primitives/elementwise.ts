import { type ShapedArray, shapedArray } from "../aval.js";
import { type DType, dtypeKind, isInteger } from "../dtypes/dtype.js";
import { primitive, variadic } from "../primitive.js";
import {
  commonShape,
  jointAval,
  type Kinds,
  require,
  requireFirst,
  requireKind,
  requireSameDtype,
  requireSameShape,
} from "./abstract.js";

type One = readonly [x: ShapedArray];
type Two = readonly [x: ShapedArray, y: ShapedArray];

const number: Kinds = "iufc";
const real: Kinds = "iuf";
const inexact: Kinds = "fc";
const bits: Kinds = "biu";

function unary(name: string, kinds: Kinds, dtype?: DType) {
  return primitive(name, ([x]: One) => {
    requireKind(x, kinds);
    return dtype === undefined ? x : jointAval(x.shape, [x], dtype);
  });
}

function binary(name: string, kinds: Kinds, dtype?: DType) {
  return primitive(name, (inputs: Two) => {
    requireKind(inputs[0], kinds);
    requireSameDtype(inputs);
    // A comparison is never weak: no bare number is a bool of its own making.
    const shape = commonShape(inputs);
    return dtype === undefined ? jointAval(shape, inputs) : shapedArray(shape, dtype);
  });
}

// Signs and rounding.
export const neg = unary("neg", number);
export const abs = primitive("abs", ([x]: One) => {
  requireKind(x, number);
  return dtypeKind(x.dtype) === "c" ? jointAval(x.shape, [x], x.dtype === "complex64" ? "float32" : "float64") : x;
});
export const sign = unary("sign", number);
export const floor = unary("floor", "f");
export const ceil = unary("ceil", "f");
/** How `round` treats halves: 0 away from zero, 1 to the even neighbour (JAX's numbers). */
export interface RoundParams {
  readonly roundingMethod: 0 | 1;
}
export const round = primitive("round", ([x]: One, _: RoundParams) => {
  requireKind(x, "f");
  return x;
});
export const isFinite = unary("is_finite", "f", "bool");

// Powers, exponentials, logarithms.
export interface IntegerPowParams {
  /** The exponent, an integer. */
  readonly y: number;
}
export const integerPow = primitive("integer_pow", ([x]: One, { y }: IntegerPowParams) => {
  requireKind(x, number);
  require(Number.isInteger(y), () => `the exponent must be an integer, found ${y}`);
  require(y >= 0 || !isInteger(x.dtype), () => `integers have no negative powers, found ${y} for ${x}`);
  return x;
});
export const square = unary("square", number);
export const sqrt = unary("sqrt", inexact);
export const rsqrt = unary("rsqrt", inexact);
export const cbrt = unary("cbrt", "f");
export const exp = unary("exp", inexact);
export const exp2 = unary("exp2", inexact);
export const expm1 = unary("expm1", inexact);
export const log = unary("log", inexact);
export const log1p = unary("log1p", inexact);
export const logistic = unary("logistic", inexact);

// Trigonometric and hyperbolic functions.
export const sin = unary("sin", inexact);
export const cos = unary("cos", inexact);
export const tan = unary("tan", inexact);
export const asin = unary("asin", inexact);
export const acos = unary("acos", inexact);
export const atan = unary("atan", inexact);
export const sinh = unary("sinh", inexact);
export const cosh = unary("cosh", inexact);
export const tanh = unary("tanh", inexact);
export const asinh = unary("asinh", inexact);
export const acosh = unary("acosh", inexact);
export const atanh = unary("atanh", inexact);

// Bits.
export const not = unary("not", bits);
export const populationCount = unary("population_count", "iu");
export const clz = unary("clz", "iu");
export const and = binary("and", bits);
export const or = binary("or", bits);
export const xor = binary("xor", bits);
export const shiftLeft = binary("shift_left", "iu");
export const shiftRightLogical = binary("shift_right_logical", "iu");
export const shiftRightArithmetic = binary("shift_right_arithmetic", "iu");

// Arithmetic.
export const add = binary("add", number);
export const sub = binary("sub", number);
export const mul = binary("mul", number);
export const div = binary("div", number);
export const rem = binary("rem", real);
export const max = binary("max", "biufc");
export const min = binary("min", "biufc");
export const atan2 = binary("atan2", inexact);
export const nextafter = binary("nextafter", "f");
/** `x` to the power `y`, where `y` has the dtype of `x` or is an integer. */
export const pow = primitive("pow", (inputs: Two) => {
  const [x, y] = inputs;
  requireKind(x, inexact);
  if (y.dtype !== x.dtype) requireKind(y, "iu");
  return jointAval(commonShape(inputs), inputs);
});
/** Adds cotangents. It is `add`, told apart so that jaxprs show where a value was used more than once. */
export const addAny = binary("add_any", number);

// Comparisons.
export const eq = binary("eq", "biufcx", "bool");
export const ne = binary("ne", "biufcx", "bool");
export const lt = binary("lt", "biuf", "bool");
export const le = binary("le", "biuf", "bool");
export const gt = binary("gt", "biuf", "bool");
export const ge = binary("ge", "biuf", "bool");

// Choice.
/** `selectN([which, case0, case1, …])`: each element from the case that `which` (bool or int32) numbers. */
export const selectN = variadic("select_n", (inputs) => {
  const [which, ...cases] = inputs;
  requireFirst(cases);
  const selector = which as ShapedArray;
  require(selector.dtype === "int32" || (selector.dtype === "bool" && cases.length <= 2), () =>
    `the selector of ${cases.length} cases must be int32, or bool for two, found ${selector}`);
  requireSameDtype(cases);
  // A scalar selects whole arrays.
  if (selector.shape.length > 0) requireSameShape(inputs);
  return jointAval(commonShape(cases), cases);
});
/** `clamp(min, x, max)`; the bounds are scalars or have the shape of `x`. */
export const clamp = primitive("clamp", (inputs: readonly [min: ShapedArray, x: ShapedArray, max: ShapedArray]) => {
  const [low, x, high] = inputs;
  requireKind(x, "biuf");
  requireSameDtype(inputs);
  for (const bound of [low, high]) {
    if (bound.shape.length > 0) requireSameShape([bound, x]);
  }
  return x;
});

// Derivatives stop here.
export const stopGradient = primitive("stop_gradient", ([x]: One) => x);

/** Operations on each element by itself. Inputs have the same shape, but for scalars, which go with every shape. */
export const elementwise = {
  neg,
  abs,
  sign,
  floor,
  ceil,
  round,
  isFinite,
  integerPow,
  square,
  sqrt,
  rsqrt,
  cbrt,
  exp,
  exp2,
  expm1,
  log,
  log1p,
  logistic,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh,
  not,
  populationCount,
  clz,
  and,
  or,
  xor,
  shiftLeft,
  shiftRightLogical,
  shiftRightArithmetic,
  add,
  sub,
  mul,
  div,
  rem,
  max,
  min,
  atan2,
  nextafter,
  pow,
  addAny,
  eq,
  ne,
  lt,
  le,
  gt,
  ge,
  selectN,
  clamp,
  stopGradient,
};
