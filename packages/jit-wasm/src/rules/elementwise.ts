import { elementwise, isComplex, isFloating } from "@hyrax/core";
import { i32x4, v128 } from "../assembler/index.js";
import { isSigned, packMask, selectValue, shapes, splatInteger } from "../emit/lanes.js";
import { type LaneDType, laneKind, partsOf, splatNumber, type Value, type Vector } from "../emit/vector-types.js";
import type { F32Function } from "../math/index.js";
import { finite, leadingZeros, nextAfter, populationCount } from "./bit-code.js";
import { complexFunction, complexProduct, complexSquare, modulus } from "./complex-code.js";
import { type ElementCode, elementFamily } from "./element-rule.js";
import {
  arithmetic,
  comparison,
  division,
  each,
  elementary,
  exactInHalf,
  extremum,
  integerSign,
  isFloat,
  type ordered,
  repeatedSquares,
  settled,
  shiftBy,
  through,
} from "./real-code.js";
import { floatRemainder } from "./remainder-code.js";

type Two = readonly [LaneDType, LaneDType];

/** The instructions of an operation of floats. */
const floats =
  (name: "floor" | "ceil" | "sqrt" | "nearest" | "div") =>
  ([x]: readonly [LaneDType, ...LaneDType[]]): ElementCode => {
    const instruction: (x: Vector, y: Vector) => Vector = floatShape(x)[name];
    return settled(
      x,
      each((_, a, b) => instruction(a, b)),
    );
  };

const floatShape = (dtype: LaneDType) => shapes[laneKind(dtype) as "f32" | "f64"]; // The lanes of floats and complex parts.

/** An elementary function of floats, real or complex, under its name in both libraries. */
const inexact =
  (name: F32Function & string) =>
  ([x]: readonly [LaneDType, ...LaneDType[]]): ElementCode =>
    isComplex(x) ? complexFunction(name, x) : elementary(name, x);

const add = ([x]: Two) => arithmetic(x, "add");

const bitwise = (instruction: typeof v128.and) => (): ElementCode => each((_, x, y) => instruction(x, y));

const order =
  (name: Parameters<typeof ordered>[1]) =>
  ([x]: Two) =>
    comparison(x, name);

/** Whether elements are equal: all of their parts. */
function equality(dtype: LaneDType, equal: boolean): ElementCode {
  const compare = shapes[laneKind(dtype)][equal ? "eq" : "ne"];
  return ({ f }, [x, y]) => {
    const masks = x!.map((vector, i) => compare(vector, y![i]!));
    if (!isComplex(dtype)) return [packMask(f, masks)];
    const [re, im] = partsOf(masks).map((part) => packMask(f, part)) as [Vector, Vector]; // Two parts.
    return [equal ? v128.and(re, im) : v128.or(re, im)];
  };
}

/** The greater or lesser element. Complex ones are ordered by their real parts, then by their imaginary ones. */
function extreme([dtype]: Two, name: "max" | "min"): ElementCode {
  if (!isComplex(dtype)) {
    const either = extremum(dtype, name);
    return each((_, x, y) => either(x, y));
  }
  const { eq, ...float } = floatShape(dtype);
  const before = name === "max" ? float.gt : float.lt;
  return ({ f }, [x, y]) => {
    const [a, b] = partsOf(x!);
    const [c, d] = partsOf(y!);
    // The second of both unless the first goes before it: that decides where there is NaN.
    const first = a.map((re, i) => f.let(v128.or(before(re, c[i]!), v128.and(eq(re, c[i]!), before(b[i]!, d[i]!)))));
    return [...first, ...first].map((mask, i) => v128.bitselect(x![i]!, y![i]!, mask));
  };
}

/** x to an integer power by repeated squaring, and the reciprocal for a negative one. */
function integerPower(dtype: LaneDType, y: number): ElementCode {
  // Parts of float32 would overflow on the way.
  if (isComplex(dtype)) return through("complex128", [dtype], dtype, complexIntegerPower(y));
  return exactInHalf(dtype, (wide) => (context, [x]) => {
    const one = splatNumber(wide, 1);
    const product = arithmetic(wide, "mul");
    const power = repeatedSquares(x!, Math.abs(y), (a, b) => product(context, [a, b], [])) ?? one;
    return y < 0 ? floats("div")([wide])(context, [one, power], []) : power;
  });
}

function complexIntegerPower(y: number): ElementCode {
  const square = complexSquare("complex128");
  const product = complexProduct("complex128");
  return (context, [x]) => {
    const one = splatNumber("complex128", 1);
    const named = (value: Value): Value => value.map((vector) => context.f.let(vector));
    const multiply = (a: Value, b: Value) => named(a === b ? square(context, [a], []) : product(context, [a, b], []));
    const power = repeatedSquares(x!, Math.abs(y), multiply) ?? one;
    return y < 0 ? complexFunction("quotient", "complex128")(context, [named(one), power], []) : power;
  };
}

/** The case that the selector numbers; one out of range chooses the first or the last. */
function selection([which, ...cases]: readonly LaneDType[]): ElementCode {
  const dtype = cases[0]!;
  return ({ f }, [selector, first, ...rest]) => {
    const [number] = selector!;
    return rest.reduce((chosen, next, i) => {
      const beyond = which === "bool" ? number! : i32x4.gtS(number!, splatInteger("i32", i));
      return selectValue(f, dtype, beyond, next, chosen).map((vector) => f.let(vector));
    }, first!);
  };
}

export const elementwiseElements = elementFamily(elementwise, {
  neg: ([x]) => arithmetic(x, "neg"),
  abs: ([x]) => {
    if (isComplex(x)) return modulus(x);
    if (isFloat(x) || isSigned(x)) {
      const { abs } = shapes[laneKind(x)];
      return settled(
        x,
        each((_, vector) => abs(vector)),
      );
    }
    return each((_, vector) => vector);
  },
  sign: ([x]) => (isFloat(x) ? inexact("sign")([x]) : integerSign(x)),
  floor: floats("floor"),
  ceil: floats("ceil"),
  round: ([x], { roundingMethod }) => (roundingMethod === 1 ? floats("nearest")([x]) : elementary("roundAway", x)),
  isFinite: ([x]) => finite(x),

  integerPow: ([x], { y }) => integerPower(x, y),
  square: ([x]) =>
    isComplex(x)
      ? through("complex128", [x], x, complexSquare("complex128"))
      : (context, [vectors]) => arithmetic(x, "mul")(context, [vectors!, vectors!], []),
  sqrt: ([x]) => (isComplex(x) ? complexFunction("sqrt", x) : floats("sqrt")([x])),
  rsqrt: inexact("rsqrt"),
  cbrt: ([x]) => elementary("cbrt", x),
  exp: inexact("exp"),
  exp2: inexact("exp2"),
  expm1: inexact("expm1"),
  log: inexact("log"),
  log1p: inexact("log1p"),
  logistic: inexact("logistic"),

  sin: inexact("sin"),
  cos: inexact("cos"),
  tan: inexact("tan"),
  asin: inexact("asin"),
  acos: inexact("acos"),
  atan: inexact("atan"),
  sinh: inexact("sinh"),
  cosh: inexact("cosh"),
  tanh: inexact("tanh"),
  asinh: inexact("asinh"),
  acosh: inexact("acosh"),
  atanh: inexact("atanh"),

  not: ([x]) =>
    settled(
      x,
      each((_, vector) => v128.not(vector)),
    ),
  populationCount: ([x]) => populationCount(x),
  clz: ([x]) => leadingZeros(x),
  and: bitwise(v128.and),
  or: bitwise(v128.or),
  xor: bitwise(v128.xor),
  shiftLeft: ([x]) => shiftBy(x, "left"),
  shiftRightLogical: ([x]) => shiftBy(x, "logical"),
  shiftRightArithmetic: ([x]) => shiftBy(x, "arithmetic"),

  add,
  sub: ([x]) => arithmetic(x, "sub"),
  mul: ([x]) => (isComplex(x) ? complexProduct(x) : arithmetic(x, "mul")),
  div: ([x]) => {
    if (isComplex(x)) return complexFunction("quotient", x);
    return isFloat(x) ? floats("div")([x]) : division(x, "divide");
  },
  rem: ([x]) => (isFloat(x) ? floatRemainder(x) : division(x, "remainder")),
  max: (inputs) => extreme(inputs, "max"),
  min: (inputs) => extreme(inputs, "min"),
  atan2: inexact("atan2"),
  nextafter: ([x]) => nextAfter(x),
  pow: ([x, y]) => {
    if (isComplex(x)) return through(x, [x, y], x, complexFunction("pow", x));
    // An integer may have more digits than a float of the base's dtype.
    return isFloating(y) ? elementary("pow", x) : through("float64", [x, y], x, elementary("pow", "float64"));
  },
  addAny: add,

  eq: ([x]) => equality(x, true),
  ne: ([x]) => equality(x, false),
  lt: order("lt"),
  le: order("le"),
  gt: order("gt"),
  ge: order("ge"),

  selectN: (inputs) => selection(inputs),
  clamp: ([, x]) => {
    const [max, min] = [extremum(x, "max"), extremum(x, "min")];
    return each(({ f }, low, vector, high) => min(f.let(max(vector, low)), high));
  },
  stopGradient:
    () =>
    (_, [x]) =>
      x!,
});
