import { isComplex, realDtype } from "@hyrax/core";
import { type FunctionBuilder, f32, f32x4, f64, f64x2, i32, i32x4, i64, i64x2, v128 } from "../assembler/index.js";
import { isHalf } from "./half-precision.js";
import { isSigned, packMask, settle, shapes, splatInteger } from "./lanes.js";
import {
  type LaneDType,
  type LaneKind,
  laneKind,
  partsOf,
  splatNumber,
  type Value,
  type Vector,
} from "./vector-types.js";

/**
 * Four elements as another dtype: rounded to nearest even; to integers truncated and saturated, NaN to 0; integers among
 * themselves wrapped; to bool true of all that is not zero; complex numbers without their imaginary part.
 */
export function convertValue(f: FunctionBuilder, value: Value, from: LaneDType, to: LaneDType): Value {
  if (from === to) return value;
  if (isComplex(from)) {
    const [re, im] = partsOf(value);
    const part = (vectors: Value) => convertValue(f, vectors, realDtype(from) as LaneDType, realDtype(to) as LaneDType);
    return isComplex(to) ? [...part(re), ...part(im)] : part(re);
  }
  if (isComplex(to)) {
    const part = realDtype(to) as LaneDType; // float32 or float64
    return [...convertValue(f, value, from, part), ...splatNumber(part, 0)];
  }
  if (to === "bool") return [toBool(f, value, laneKind(from))];
  if (from === "bool") {
    if (laneKind(to) === "i32") return [v128.and(value[0]!, splatInteger("i32", 1))];
    if (laneKind(to) === "f32") return [v128.and(value[0]!, f32x4.splat(f32.const(1)))];
    return convertValue(f, [f.let(v128.and(value[0]!, splatInteger("i32", 1)))], "int32", to);
  }
  return convertNumber(f, value, from, to);
}

function toBool(f: FunctionBuilder, value: Value, kind: LaneKind): Vector {
  const zero = splatInteger("i32", 0);
  return packMask(
    f,
    value.map((vector) => shapes[kind].ne(vector, zero)),
  );
}

function convertNumber(f: FunctionBuilder, value: Value, from: LaneDType, to: LaneDType): Value {
  const signed = isSigned(from);
  const target = laneKind(to);
  switch (laneKind(from)) {
    case "f32":
      if (target === "f32") return settle(f, to, value);
      if (target === "f64") return promote(f, value[0]!);
      return floatToInteger(f, target === "i64" ? promote(f, value[0]!) : value, to);
    case "f64":
      if (target !== "f32") return floatToInteger(f, value, to);
      return isHalf(to) ? settle(f, to, [demoteToOdd(f, value)]) : [demote(f, value)];
    case "i32":
      return fromNarrow(f, value[0]!, signed, to);
    default:
      if (target === "i64") return value;
      if (target === "i32") return settle(f, to, [packMask(f, value)]);
      if (target === "f64") return value.map((vector) => integersToDoubles(f, vector, signed));
      if (isHalf(to))
        return settle(f, to, [
          demoteToOdd(
            f,
            value.map((vector) => integersToOdd(f, vector, signed)),
          ),
        ]);
      return [integersToFloats(value, signed)];
  }
}

/** Integers of at most 32 bits. */
function fromNarrow(f: FunctionBuilder, x: Vector, signed: boolean, to: LaneDType): Value {
  switch (laneKind(to)) {
    case "i32":
      return settle(f, to, [x]);
    case "i64":
      return signed
        ? [i64x2.extendLowI32x4S(x), i64x2.extendHighI32x4S(x)]
        : [i64x2.extendLowI32x4U(x), i64x2.extendHighI32x4U(x)];
    case "f64": {
      const convert = signed ? f64x2.convertLowI32x4S : f64x2.convertLowI32x4U;
      return [convert(x), convert(upper(x))];
    }
    default:
      // By way of float64, which holds them exactly: float32 would round first.
      if (isHalf(to)) return settle(f, to, [demoteToOdd(f, fromNarrow(f, x, signed, "float64"))]);
      return [signed ? f32x4.convertI32x4S(x) : f32x4.convertI32x4U(x)];
  }
}

const upper = (x: Vector): Vector => i32x4.shuffle(x, x, [2, 3, 2, 3]);

/** Four numbers of float32 as float64. */
export function promote(f: FunctionBuilder, value: Vector): Value {
  const x = f.let(value);
  return [f64x2.promoteLowF32x4(x), f64x2.promoteLowF32x4(upper(x))];
}

/** Four numbers of float64 as float32, to nearest even. */
export function demote(f: FunctionBuilder, value: Value): Vector {
  const [low, high] = value.map((vector) => f.let(f32x4.demoteF64x2Zero(vector))) as [Vector, Vector]; // Two of float64.
  return i32x4.shuffle(low, high, [0, 1, 4, 5]);
}

/**
 * The same, rounded to the neighbour with an odd last bit where it is inexact: what is then rounded to 16 bits has been
 * rounded once (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
 */
function demoteToOdd(f: FunctionBuilder, value: Value): Vector {
  const exact = value.map((vector) => f.let(vector));
  const nearest = f.let(demote(f, exact));
  const back = promote(f, nearest).map((vector) => f.let(vector));
  const compare = (test: (x: Vector, y: Vector) => Vector) =>
    f.let(
      packMask(
        f,
        back.map((x, i) => test(f64x2.abs(x), f64x2.abs(exact[i]!))),
      ),
    );
  const above = compare(f64x2.gt);
  const inexact = v128.or(above, compare(f64x2.lt));
  return v128.or(i32x4.add(nearest, above), v128.and(inexact, splatInteger("i32", 1)));
}

/** Floats, for 64-bit integers as float64, truncated and saturated. */
function floatToInteger(f: FunctionBuilder, value: Value, to: LaneDType): Value {
  const wraps = to === "uint32" || to === "uint64";
  if (laneKind(to) === "i64") {
    const truncate = wraps ? i64.truncSatF64U : i64.truncSatF64S;
    return value.map((vector) => {
      const x = f.let(vector);
      const lane = (i: number) => truncate(f64x2.extractLane(x, i));
      return i64x2.replaceLane(i64x2.splat(lane(0)), 1, lane(1));
    });
  }
  const [low, high] = value;
  const integers =
    high === undefined
      ? (wraps ? i32x4.truncSatF32x4U : i32x4.truncSatF32x4S)(low!)
      : i32x4.shuffle(
          ...([low!, high].map(wraps ? i32x4.truncSatF64x2UZero : i32x4.truncSatF64x2SZero) as [Vector, Vector]),
          [0, 1, 4, 5],
        );
  const bits = { int8: 8, int16: 16, uint8: 8, uint16: 16 }[to as string];
  if (bits === undefined) return [integers];
  const [least, greatest] = isSigned(to) ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
  return [i32x4.minS(i32x4.maxS(integers, splatInteger("i32", least!)), splatInteger("i32", greatest!))];
}

function integersToDoubles(f: FunctionBuilder, vector: Vector, signed: boolean): Vector {
  const x = f.let(vector);
  const convert = signed ? f64.convertI64S : f64.convertI64U;
  const lane = (i: number) => convert(i64x2.extractLane(x, i));
  return f64x2.replaceLane(f64x2.splat(lane(0)), 1, lane(1));
}

function integersToFloats(value: Value, signed: boolean): Vector {
  const convert = signed ? f32.convertI64S : f32.convertI64U;
  const lane = (i: number) => convert(i64x2.extractLane(value[i >> 1]!, i & 1));
  return [1, 2, 3].reduce((vector, i) => f32x4.replaceLane(vector, i, lane(i)), f32x4.splat(lane(0)));
}

/** Integers of 64 bits as float64, rounded to odd: see `demoteToOdd`. */
function integersToOdd(f: FunctionBuilder, vector: Vector, signed: boolean): Vector {
  const x = f.let(vector);
  const shift = (v: Vector) => (signed ? i64x2.shrS(v, i32.const(11)) : i64x2.shrU(v, i32.const(11)));
  const exact = f.let(i64x2.eq(shift(i64x2.shl(x, i32.const(11))), x));
  const lost = i64x2.ne(v128.and(x, splatInteger("i64", 0x7ff)), splatInteger("i64", 0));
  const high = v128.or(shift(x), v128.and(lost, splatInteger("i64", 1)));
  const doubles = integersToDoubles(f, v128.bitselect(x, high, exact), signed);
  return f64x2.mul(doubles, v128.bitselect(f64x2.splat(f64.const(1)), f64x2.splat(f64.const(2 ** 11)), exact));
}
