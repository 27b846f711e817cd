import type { Expr } from "../expression.js";
import { extracts, replaces, shuffle, vectorConstant } from "./lanes.js";
import { binary, ternary, unary } from "./operations.js";

/**
 * Four floating-point numbers of 32 bits. `pmin(x, y)` is y < x ? y : x and `pmax(x, y)` is x < y ? y : x, one machine
 * instruction each; `min` and `max` propagate NaN and order the zeros, and cost several. The relaxed operations exist
 * only where `detectFeatures().relaxedSimd` says so: `relaxedMadd(x, y, z)` is x·y + z, rounded once or twice.
 */
export const f32x4 = {
  const(...values: readonly number[]): Expr<"v128"> {
    return vectorConstant("f32x4", values, 4, (view, i) => view.setFloat32(4 * i, values[i]!, true));
  },
  ...unary("f32x4", "f32", "v128", { splat: 0xfd_013 }),
  ...extracts("f32x4", "f32", 4, { extractLane: 0xfd_01f }),
  ...replaces("f32x4", "f32", 4, { replaceLane: 0xfd_020 }),
  shuffle: shuffle(4),
  ...binary("f32x4", "v128", "v128", {
    eq: 0xfd_041,
    ne: 0xfd_042,
    lt: 0xfd_043,
    gt: 0xfd_044,
    le: 0xfd_045,
    ge: 0xfd_046,
  }),
  ...unary("f32x4", "v128", "v128", { ceil: 0xfd_067, floor: 0xfd_068, trunc: 0xfd_069, nearest: 0xfd_06a }),
  ...unary("f32x4", "v128", "v128", { abs: 0xfd_0e0, neg: 0xfd_0e1, sqrt: 0xfd_0e3 }),
  ...binary("f32x4", "v128", "v128", { add: 0xfd_0e4, sub: 0xfd_0e5, mul: 0xfd_0e6, div: 0xfd_0e7 }),
  ...binary("f32x4", "v128", "v128", { min: 0xfd_0e8, max: 0xfd_0e9, pmin: 0xfd_0ea, pmax: 0xfd_0eb }),
  ...unary("f32x4", "v128", "v128", { convertI32x4S: 0xfd_0fa, convertI32x4U: 0xfd_0fb, demoteF64x2Zero: 0xfd_05e }),
  ...ternary("f32x4", "v128", { relaxedMadd: 0xfd_105, relaxedNmadd: 0xfd_106 }),
  ...binary("f32x4", "v128", "v128", { relaxedMin: 0xfd_10d, relaxedMax: 0xfd_10e }),
};

/** Two floating-point numbers of 64 bits; the operations are those of `f32x4`. */
export const f64x2 = {
  const(...values: readonly number[]): Expr<"v128"> {
    return vectorConstant("f64x2", values, 2, (view, i) => view.setFloat64(8 * i, values[i]!, true));
  },
  ...unary("f64x2", "f64", "v128", { splat: 0xfd_014 }),
  ...extracts("f64x2", "f64", 2, { extractLane: 0xfd_021 }),
  ...replaces("f64x2", "f64", 2, { replaceLane: 0xfd_022 }),
  shuffle: shuffle(2),
  ...binary("f64x2", "v128", "v128", {
    eq: 0xfd_047,
    ne: 0xfd_048,
    lt: 0xfd_049,
    gt: 0xfd_04a,
    le: 0xfd_04b,
    ge: 0xfd_04c,
  }),
  ...unary("f64x2", "v128", "v128", { ceil: 0xfd_074, floor: 0xfd_075, trunc: 0xfd_07a, nearest: 0xfd_094 }),
  ...unary("f64x2", "v128", "v128", { abs: 0xfd_0ec, neg: 0xfd_0ed, sqrt: 0xfd_0ef }),
  ...binary("f64x2", "v128", "v128", { add: 0xfd_0f0, sub: 0xfd_0f1, mul: 0xfd_0f2, div: 0xfd_0f3 }),
  ...binary("f64x2", "v128", "v128", { min: 0xfd_0f4, max: 0xfd_0f5, pmin: 0xfd_0f6, pmax: 0xfd_0f7 }),
  ...unary("f64x2", "v128", "v128", { convertLowI32x4S: 0xfd_0fe, convertLowI32x4U: 0xfd_0ff }),
  ...unary("f64x2", "v128", "v128", { promoteLowF32x4: 0xfd_05f }),
  ...ternary("f64x2", "v128", { relaxedMadd: 0xfd_107, relaxedNmadd: 0xfd_108 }),
  ...binary("f64x2", "v128", "v128", { relaxedMin: 0xfd_10f, relaxedMax: 0xfd_110 }),
};
