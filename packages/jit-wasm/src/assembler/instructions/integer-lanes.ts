import type { Expr } from "../expression.js";
import { extracts, replaces, shifts, shuffle, vectorConstant } from "./lanes.js";
import { INTEGER_COMPARISONS, LANE_EXTREMA, LANE_SHIFTS, LANE_SUMS } from "./names.js";
import { binary, ternary, unary } from "./operations.js";

/** Sixteen integers of 8 bits. Comparisons give lanes of all ones or all zeros, here and in every shape. */
export const i8x16 = {
  const(...lanes: readonly number[]): Expr<"v128"> {
    return vectorConstant("i8x16", lanes, 16);
  },
  shuffle: shuffle(16),
  ...binary("i8x16", "v128", "v128", 0xfd_00e, ["swizzle"]),
  ...unary("i8x16", "i32", "v128", 0xfd_00f, ["splat"]),
  ...extracts("i8x16", "i32", 16, 0xfd_015, ["extractLaneS", "extractLaneU"]),
  ...replaces("i8x16", "i32", 16, 0xfd_017, ["replaceLane"]),
  ...binary("i8x16", "v128", "v128", 0xfd_023, INTEGER_COMPARISONS),
  ...unary("i8x16", "v128", "v128", 0xfd_060, ["abs", "neg", "popcnt"]),
  ...unary("i8x16", "v128", "i32", 0xfd_063, ["allTrue", "bitmask"]),
  ...binary("i8x16", "v128", "v128", 0xfd_065, ["narrowI16x8S", "narrowI16x8U"]),
  ...shifts("i8x16", 0xfd_06b, LANE_SHIFTS),
  ...binary("i8x16", "v128", "v128", 0xfd_06e, LANE_SUMS),
  ...binary("i8x16", "v128", "v128", 0xfd_076, LANE_EXTREMA),
  ...binary("i8x16", "v128", "v128", 0xfd_07b, ["avgrU"]),
  ...binary("i8x16", "v128", "v128", 0xfd_100, ["relaxedSwizzle"]),
  ...ternary("i8x16", "v128", 0xfd_109, ["relaxedLaneselect"]),
};

/** Eight integers of 16 bits. */
export const i16x8 = {
  const(...lanes: readonly number[]): Expr<"v128"> {
    return vectorConstant("i16x8", lanes, 8);
  },
  shuffle: shuffle(8),
  ...unary("i16x8", "i32", "v128", 0xfd_010, ["splat"]),
  ...extracts("i16x8", "i32", 8, 0xfd_018, ["extractLaneS", "extractLaneU"]),
  ...replaces("i16x8", "i32", 8, 0xfd_01a, ["replaceLane"]),
  ...binary("i16x8", "v128", "v128", 0xfd_02d, INTEGER_COMPARISONS),
  ...unary("i16x8", "v128", "v128", 0xfd_07c, ["extaddPairwiseI8x16S", "extaddPairwiseI8x16U"]),
  ...unary("i16x8", "v128", "v128", 0xfd_080, ["abs", "neg"]),
  ...binary("i16x8", "v128", "v128", 0xfd_082, ["q15mulrSatS"]),
  ...unary("i16x8", "v128", "i32", 0xfd_083, ["allTrue", "bitmask"]),
  ...binary("i16x8", "v128", "v128", 0xfd_085, ["narrowI32x4S", "narrowI32x4U"]),
  ...unary("i16x8", "v128", "v128", 0xfd_087, ["extendLowI8x16S", "extendHighI8x16S"]),
  ...unary("i16x8", "v128", "v128", 0xfd_089, ["extendLowI8x16U", "extendHighI8x16U"]),
  ...shifts("i16x8", 0xfd_08b, LANE_SHIFTS),
  ...binary("i16x8", "v128", "v128", 0xfd_08e, LANE_SUMS),
  ...binary("i16x8", "v128", "v128", 0xfd_095, ["mul", ...LANE_EXTREMA]),
  ...binary("i16x8", "v128", "v128", 0xfd_09b, ["avgrU"]),
  ...binary("i16x8", "v128", "v128", 0xfd_09c, ["extmulLowI8x16S", "extmulHighI8x16S"]),
  ...binary("i16x8", "v128", "v128", 0xfd_09e, ["extmulLowI8x16U", "extmulHighI8x16U"]),
  ...ternary("i16x8", "v128", 0xfd_10a, ["relaxedLaneselect"]),
  ...binary("i16x8", "v128", "v128", 0xfd_111, ["relaxedQ15mulrS", "relaxedDotI8x16I7x16S"]),
};

/** Four integers of 32 bits. */
export const i32x4 = {
  const(...lanes: readonly number[]): Expr<"v128"> {
    return vectorConstant("i32x4", lanes, 4);
  },
  shuffle: shuffle(4),
  ...unary("i32x4", "i32", "v128", 0xfd_011, ["splat"]),
  ...extracts("i32x4", "i32", 4, 0xfd_01b, ["extractLane"]),
  ...replaces("i32x4", "i32", 4, 0xfd_01c, ["replaceLane"]),
  ...binary("i32x4", "v128", "v128", 0xfd_037, INTEGER_COMPARISONS),
  ...unary("i32x4", "v128", "v128", 0xfd_07e, ["extaddPairwiseI16x8S", "extaddPairwiseI16x8U"]),
  ...unary("i32x4", "v128", "v128", 0xfd_0a0, ["abs", "neg"]),
  ...unary("i32x4", "v128", "i32", 0xfd_0a3, ["allTrue", "bitmask"]),
  ...unary("i32x4", "v128", "v128", 0xfd_0a7, ["extendLowI16x8S", "extendHighI16x8S"]),
  ...unary("i32x4", "v128", "v128", 0xfd_0a9, ["extendLowI16x8U", "extendHighI16x8U"]),
  ...shifts("i32x4", 0xfd_0ab, LANE_SHIFTS),
  ...binary("i32x4", "v128", "v128", 0xfd_0ae, ["add"]),
  ...binary("i32x4", "v128", "v128", 0xfd_0b1, ["sub"]),
  ...binary("i32x4", "v128", "v128", 0xfd_0b5, ["mul", ...LANE_EXTREMA, "dotI16x8S"]),
  ...binary("i32x4", "v128", "v128", 0xfd_0bc, ["extmulLowI16x8S", "extmulHighI16x8S"]),
  ...binary("i32x4", "v128", "v128", 0xfd_0be, ["extmulLowI16x8U", "extmulHighI16x8U"]),
  ...unary("i32x4", "v128", "v128", 0xfd_0f8, ["truncSatF32x4S", "truncSatF32x4U"]),
  ...unary("i32x4", "v128", "v128", 0xfd_0fc, ["truncSatF64x2SZero", "truncSatF64x2UZero"]),
  ...unary("i32x4", "v128", "v128", 0xfd_101, ["relaxedTruncF32x4S", "relaxedTruncF32x4U"]),
  ...unary("i32x4", "v128", "v128", 0xfd_103, ["relaxedTruncF64x2SZero", "relaxedTruncF64x2UZero"]),
  ...ternary("i32x4", "v128", 0xfd_10b, ["relaxedLaneselect"]),
  ...ternary("i32x4", "v128", 0xfd_113, ["relaxedDotI8x16I7x16AddS"]),
};

/** Two integers of 64 bits. */
export const i64x2 = {
  const(...lanes: readonly bigint[]): Expr<"v128"> {
    return vectorConstant("i64x2", lanes, 2);
  },
  shuffle: shuffle(2),
  ...unary("i64x2", "i64", "v128", 0xfd_012, ["splat"]),
  ...extracts("i64x2", "i64", 2, 0xfd_01d, ["extractLane"]),
  ...replaces("i64x2", "i64", 2, 0xfd_01e, ["replaceLane"]),
  ...unary("i64x2", "v128", "v128", 0xfd_0c0, ["abs", "neg"]),
  ...unary("i64x2", "v128", "i32", 0xfd_0c3, ["allTrue", "bitmask"]),
  ...unary("i64x2", "v128", "v128", 0xfd_0c7, ["extendLowI32x4S", "extendHighI32x4S"]),
  ...unary("i64x2", "v128", "v128", 0xfd_0c9, ["extendLowI32x4U", "extendHighI32x4U"]),
  ...shifts("i64x2", 0xfd_0cb, LANE_SHIFTS),
  ...binary("i64x2", "v128", "v128", 0xfd_0ce, ["add"]),
  ...binary("i64x2", "v128", "v128", 0xfd_0d1, ["sub"]),
  ...binary("i64x2", "v128", "v128", 0xfd_0d5, ["mul", "eq", "ne", "ltS", "gtS", "leS", "geS"]),
  ...binary("i64x2", "v128", "v128", 0xfd_0dc, ["extmulLowI32x4S", "extmulHighI32x4S"]),
  ...binary("i64x2", "v128", "v128", 0xfd_0de, ["extmulLowI32x4U", "extmulHighI32x4U"]),
  ...ternary("i64x2", "v128", 0xfd_10c, ["relaxedLaneselect"]),
};
