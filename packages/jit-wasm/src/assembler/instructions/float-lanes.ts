import type { Expr } from "../expression.js";
import { extracts, replaces, shuffle, vectorConstant } from "./lanes.js";
import { FLOAT_COMPARISONS, LANE_FLOAT_ARITHMETIC } from "./names.js";
import { binary, ternary, unary } from "./operations.js";

/**
 * Four floating-point numbers of 32 bits. `pmin(x, y)` is y < x ? y : x and `pmax(x, y)` is x < y ? y : x, one machine
 * instruction each; `min` and `max` propagate NaN and order the zeros, and cost several. The relaxed operations exist
 * only where `detectFeatures().relaxedSimd` says so: `relaxedMadd(x, y, z)` is x·y + z, rounded once or twice.
 */
export const f32x4 = {
  const(...lanes: readonly number[]): Expr<"v128"> {
    return vectorConstant("f32x4", lanes, 4);
  },
  shuffle: shuffle(4),
  ...unary("f32x4", "f32", "v128", 0xfd_013, ["splat"]),
  ...extracts("f32x4", "f32", 4, 0xfd_01f, ["extractLane"]),
  ...replaces("f32x4", "f32", 4, 0xfd_020, ["replaceLane"]),
  ...binary("f32x4", "v128", "v128", 0xfd_041, FLOAT_COMPARISONS),
  ...unary("f32x4", "v128", "v128", 0xfd_05e, ["demoteF64x2Zero"]),
  ...unary("f32x4", "v128", "v128", 0xfd_067, ["ceil", "floor", "trunc", "nearest"]),
  ...unary("f32x4", "v128", "v128", 0xfd_0e0, ["abs", "neg"]),
  ...unary("f32x4", "v128", "v128", 0xfd_0e3, ["sqrt"]),
  ...binary("f32x4", "v128", "v128", 0xfd_0e4, LANE_FLOAT_ARITHMETIC),
  ...unary("f32x4", "v128", "v128", 0xfd_0fa, ["convertI32x4S", "convertI32x4U"]),
  ...ternary("f32x4", "v128", 0xfd_105, ["relaxedMadd", "relaxedNmadd"]),
  ...binary("f32x4", "v128", "v128", 0xfd_10d, ["relaxedMin", "relaxedMax"]),
};

/** Two floating-point numbers of 64 bits; the operations are those of `f32x4`. */
export const f64x2 = {
  const(...lanes: readonly number[]): Expr<"v128"> {
    return vectorConstant("f64x2", lanes, 2);
  },
  shuffle: shuffle(2),
  ...unary("f64x2", "f64", "v128", 0xfd_014, ["splat"]),
  ...extracts("f64x2", "f64", 2, 0xfd_021, ["extractLane"]),
  ...replaces("f64x2", "f64", 2, 0xfd_022, ["replaceLane"]),
  ...binary("f64x2", "v128", "v128", 0xfd_047, FLOAT_COMPARISONS),
  ...unary("f64x2", "v128", "v128", 0xfd_05f, ["promoteLowF32x4"]),
  ...unary("f64x2", "v128", "v128", 0xfd_074, ["ceil", "floor"]),
  ...unary("f64x2", "v128", "v128", 0xfd_07a, ["trunc"]),
  ...unary("f64x2", "v128", "v128", 0xfd_094, ["nearest"]),
  ...unary("f64x2", "v128", "v128", 0xfd_0ec, ["abs", "neg"]),
  ...unary("f64x2", "v128", "v128", 0xfd_0ef, ["sqrt"]),
  ...binary("f64x2", "v128", "v128", 0xfd_0f0, LANE_FLOAT_ARITHMETIC),
  ...unary("f64x2", "v128", "v128", 0xfd_0fe, ["convertLowI32x4S", "convertLowI32x4U"]),
  ...ternary("f64x2", "v128", 0xfd_107, ["relaxedMadd", "relaxedNmadd"]),
  ...binary("f64x2", "v128", "v128", 0xfd_10f, ["relaxedMin", "relaxedMax"]),
};
