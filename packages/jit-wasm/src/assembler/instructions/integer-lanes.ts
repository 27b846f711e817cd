import type { Expr } from "../expression.js";
import { extracts, replaces, shifts, shuffle, vectorConstant } from "./lanes.js";
import { binary, ternary, unary } from "./operations.js";

/** Sixteen integers of 8 bits. Comparisons give lanes of all ones or all zeros, here and in every shape. */
export const i8x16 = {
  const(...values: readonly number[]): Expr<"v128"> {
    return vectorConstant("i8x16", values, 16, (view, i) => view.setInt8(i, values[i]!));
  },
  ...unary("i8x16", "i32", "v128", { splat: 0xfd_00f }),
  ...extracts("i8x16", "i32", 16, { extractLaneS: 0xfd_015, extractLaneU: 0xfd_016 }),
  ...replaces("i8x16", "i32", 16, { replaceLane: 0xfd_017 }),
  shuffle: shuffle(16),
  ...binary("i8x16", "v128", "v128", { swizzle: 0xfd_00e, relaxedSwizzle: 0xfd_100 }),
  ...binary("i8x16", "v128", "v128", { eq: 0xfd_023, ne: 0xfd_024, ltS: 0xfd_025, ltU: 0xfd_026, gtS: 0xfd_027 }),
  ...binary("i8x16", "v128", "v128", { gtU: 0xfd_028, leS: 0xfd_029, leU: 0xfd_02a, geS: 0xfd_02b, geU: 0xfd_02c }),
  ...unary("i8x16", "v128", "v128", { abs: 0xfd_060, neg: 0xfd_061, popcnt: 0xfd_062 }),
  ...unary("i8x16", "v128", "i32", { allTrue: 0xfd_063, bitmask: 0xfd_064 }),
  ...binary("i8x16", "v128", "v128", { narrowI16x8S: 0xfd_065, narrowI16x8U: 0xfd_066, avgrU: 0xfd_07b }),
  ...shifts("i8x16", { shl: 0xfd_06b, shrS: 0xfd_06c, shrU: 0xfd_06d }),
  ...binary("i8x16", "v128", "v128", { add: 0xfd_06e, addSatS: 0xfd_06f, addSatU: 0xfd_070 }),
  ...binary("i8x16", "v128", "v128", { sub: 0xfd_071, subSatS: 0xfd_072, subSatU: 0xfd_073 }),
  ...binary("i8x16", "v128", "v128", { minS: 0xfd_076, minU: 0xfd_077, maxS: 0xfd_078, maxU: 0xfd_079 }),
  ...ternary("i8x16", "v128", { relaxedLaneselect: 0xfd_109 }),
};

/** Eight integers of 16 bits. */
export const i16x8 = {
  const(...values: readonly number[]): Expr<"v128"> {
    return vectorConstant("i16x8", values, 8, (view, i) => view.setInt16(2 * i, values[i]!, true));
  },
  ...unary("i16x8", "i32", "v128", { splat: 0xfd_010 }),
  ...extracts("i16x8", "i32", 8, { extractLaneS: 0xfd_018, extractLaneU: 0xfd_019 }),
  ...replaces("i16x8", "i32", 8, { replaceLane: 0xfd_01a }),
  shuffle: shuffle(8),
  ...binary("i16x8", "v128", "v128", { eq: 0xfd_02d, ne: 0xfd_02e, ltS: 0xfd_02f, ltU: 0xfd_030, gtS: 0xfd_031 }),
  ...binary("i16x8", "v128", "v128", { gtU: 0xfd_032, leS: 0xfd_033, leU: 0xfd_034, geS: 0xfd_035, geU: 0xfd_036 }),
  ...unary("i16x8", "v128", "v128", { abs: 0xfd_080, neg: 0xfd_081 }),
  ...unary("i16x8", "v128", "i32", { allTrue: 0xfd_083, bitmask: 0xfd_084 }),
  ...binary("i16x8", "v128", "v128", { narrowI32x4S: 0xfd_085, narrowI32x4U: 0xfd_086, q15mulrSatS: 0xfd_082 }),
  ...unary("i16x8", "v128", "v128", { extaddPairwiseI8x16S: 0xfd_07c, extaddPairwiseI8x16U: 0xfd_07d }),
  ...unary("i16x8", "v128", "v128", { extendLowI8x16S: 0xfd_087, extendHighI8x16S: 0xfd_088 }),
  ...unary("i16x8", "v128", "v128", { extendLowI8x16U: 0xfd_089, extendHighI8x16U: 0xfd_08a }),
  ...shifts("i16x8", { shl: 0xfd_08b, shrS: 0xfd_08c, shrU: 0xfd_08d }),
  ...binary("i16x8", "v128", "v128", { add: 0xfd_08e, addSatS: 0xfd_08f, addSatU: 0xfd_090 }),
  ...binary("i16x8", "v128", "v128", { sub: 0xfd_091, subSatS: 0xfd_092, subSatU: 0xfd_093, mul: 0xfd_095 }),
  ...binary("i16x8", "v128", "v128", {
    minS: 0xfd_096,
    minU: 0xfd_097,
    maxS: 0xfd_098,
    maxU: 0xfd_099,
    avgrU: 0xfd_09b,
  }),
  ...binary("i16x8", "v128", "v128", { extmulLowI8x16S: 0xfd_09c, extmulHighI8x16S: 0xfd_09d }),
  ...binary("i16x8", "v128", "v128", { extmulLowI8x16U: 0xfd_09e, extmulHighI8x16U: 0xfd_09f }),
  ...binary("i16x8", "v128", "v128", { relaxedQ15mulrS: 0xfd_111, relaxedDotI8x16I7x16S: 0xfd_112 }),
  ...ternary("i16x8", "v128", { relaxedLaneselect: 0xfd_10a }),
};

/** Four integers of 32 bits. */
export const i32x4 = {
  const(...values: readonly number[]): Expr<"v128"> {
    return vectorConstant("i32x4", values, 4, (view, i) => view.setInt32(4 * i, values[i]!, true));
  },
  ...unary("i32x4", "i32", "v128", { splat: 0xfd_011 }),
  ...extracts("i32x4", "i32", 4, { extractLane: 0xfd_01b }),
  ...replaces("i32x4", "i32", 4, { replaceLane: 0xfd_01c }),
  shuffle: shuffle(4),
  ...binary("i32x4", "v128", "v128", { eq: 0xfd_037, ne: 0xfd_038, ltS: 0xfd_039, ltU: 0xfd_03a, gtS: 0xfd_03b }),
  ...binary("i32x4", "v128", "v128", { gtU: 0xfd_03c, leS: 0xfd_03d, leU: 0xfd_03e, geS: 0xfd_03f, geU: 0xfd_040 }),
  ...unary("i32x4", "v128", "v128", { abs: 0xfd_0a0, neg: 0xfd_0a1 }),
  ...unary("i32x4", "v128", "i32", { allTrue: 0xfd_0a3, bitmask: 0xfd_0a4 }),
  ...unary("i32x4", "v128", "v128", { extaddPairwiseI16x8S: 0xfd_07e, extaddPairwiseI16x8U: 0xfd_07f }),
  ...unary("i32x4", "v128", "v128", { extendLowI16x8S: 0xfd_0a7, extendHighI16x8S: 0xfd_0a8 }),
  ...unary("i32x4", "v128", "v128", { extendLowI16x8U: 0xfd_0a9, extendHighI16x8U: 0xfd_0aa }),
  ...shifts("i32x4", { shl: 0xfd_0ab, shrS: 0xfd_0ac, shrU: 0xfd_0ad }),
  ...binary("i32x4", "v128", "v128", { add: 0xfd_0ae, sub: 0xfd_0b1, mul: 0xfd_0b5, dotI16x8S: 0xfd_0ba }),
  ...binary("i32x4", "v128", "v128", { minS: 0xfd_0b6, minU: 0xfd_0b7, maxS: 0xfd_0b8, maxU: 0xfd_0b9 }),
  ...binary("i32x4", "v128", "v128", { extmulLowI16x8S: 0xfd_0bc, extmulHighI16x8S: 0xfd_0bd }),
  ...binary("i32x4", "v128", "v128", { extmulLowI16x8U: 0xfd_0be, extmulHighI16x8U: 0xfd_0bf }),
  ...unary("i32x4", "v128", "v128", { truncSatF32x4S: 0xfd_0f8, truncSatF32x4U: 0xfd_0f9 }),
  ...unary("i32x4", "v128", "v128", { truncSatF64x2SZero: 0xfd_0fc, truncSatF64x2UZero: 0xfd_0fd }),
  ...unary("i32x4", "v128", "v128", { relaxedTruncF32x4S: 0xfd_101, relaxedTruncF32x4U: 0xfd_102 }),
  ...unary("i32x4", "v128", "v128", { relaxedTruncF64x2SZero: 0xfd_103, relaxedTruncF64x2UZero: 0xfd_104 }),
  ...ternary("i32x4", "v128", { relaxedLaneselect: 0xfd_10b, relaxedDotI8x16I7x16AddS: 0xfd_113 }),
};

/** Two integers of 64 bits. */
export const i64x2 = {
  const(...values: readonly bigint[]): Expr<"v128"> {
    return vectorConstant("i64x2", values, 2, (view, i) => view.setBigInt64(8 * i, values[i]!, true));
  },
  ...unary("i64x2", "i64", "v128", { splat: 0xfd_012 }),
  ...extracts("i64x2", "i64", 2, { extractLane: 0xfd_01d }),
  ...replaces("i64x2", "i64", 2, { replaceLane: 0xfd_01e }),
  shuffle: shuffle(2),
  ...unary("i64x2", "v128", "v128", { abs: 0xfd_0c0, neg: 0xfd_0c1 }),
  ...unary("i64x2", "v128", "i32", { allTrue: 0xfd_0c3, bitmask: 0xfd_0c4 }),
  ...unary("i64x2", "v128", "v128", { extendLowI32x4S: 0xfd_0c7, extendHighI32x4S: 0xfd_0c8 }),
  ...unary("i64x2", "v128", "v128", { extendLowI32x4U: 0xfd_0c9, extendHighI32x4U: 0xfd_0ca }),
  ...shifts("i64x2", { shl: 0xfd_0cb, shrS: 0xfd_0cc, shrU: 0xfd_0cd }),
  ...binary("i64x2", "v128", "v128", { add: 0xfd_0ce, sub: 0xfd_0d1, mul: 0xfd_0d5 }),
  ...binary("i64x2", "v128", "v128", { eq: 0xfd_0d6, ne: 0xfd_0d7, ltS: 0xfd_0d8, gtS: 0xfd_0d9 }),
  ...binary("i64x2", "v128", "v128", { leS: 0xfd_0da, geS: 0xfd_0db }),
  ...binary("i64x2", "v128", "v128", { extmulLowI32x4S: 0xfd_0dc, extmulHighI32x4S: 0xfd_0dd }),
  ...binary("i64x2", "v128", "v128", { extmulLowI32x4U: 0xfd_0de, extmulHighI32x4U: 0xfd_0df }),
  ...ternary("i64x2", "v128", { relaxedLaneselect: 0xfd_10c }),
};
