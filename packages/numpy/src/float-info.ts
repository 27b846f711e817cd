import { canonicalDtype, type DType, dtypeBytes, dtypeKind } from "@hyrax/core";

/** What a floating dtype can hold. */
export interface FloatInfo {
  readonly dtype: DType;
  readonly bits: number;
  /** The distance from 1 to the next greater number. */
  readonly eps: number;
  /** The distance from 1 to the next lesser number. */
  readonly epsneg: number;
  readonly max: number;
  readonly min: number;
  /** The least positive number of full precision. */
  readonly tiny: number;
  readonly smallestNormal: number;
  /** The least positive number. */
  readonly smallestSubnormal: number;
  /** Bits of the mantissa after the point. */
  readonly nmant: number;
  /** Bits of the exponent. */
  readonly nexp: number;
  readonly maxexp: number;
  readonly minexp: number;
  /** Decimal digits that it always holds. */
  readonly precision: number;
  readonly resolution: number;
}

/** Bits of mantissa and exponent. Source: IEEE 754, and for bfloat16 the upper half of binary32. */
const layouts: Readonly<Partial<Record<DType, readonly [nmant: number, nexp: number]>>> = {
  float16: [10, 5],
  bfloat16: [7, 8],
  float32: [23, 8],
  float64: [52, 11],
  complex64: [23, 8],
  complex128: [52, 11],
};

/** The properties of a floating dtype; of a complex one, those of its parts. Throws a `TypeError` for other dtypes. */
export function finfo(dtype: DType): FloatInfo {
  const layout = layouts[dtype];
  if (layout === undefined) throw new TypeError(`finfo: takes floating dtypes, found ${dtype}; use iinfo for integers`);
  const [nmant, nexp] = layout;
  const maxexp = 2 ** (nexp - 1);
  const minexp = 2 - maxexp;
  const eps = 2 ** -nmant;
  const tiny = 2 ** minexp;
  const precision = Math.floor(nmant * Math.log10(2));
  const max = (2 - eps) * 2 ** (maxexp - 1);
  const real: DType = dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype;
  return {
    dtype: real,
    bits: 8 * dtypeBytes(real),
    eps,
    epsneg: eps / 2,
    max,
    min: -max,
    tiny,
    smallestNormal: tiny,
    smallestSubnormal: tiny * eps,
    nmant,
    nexp,
    maxexp,
    minexp,
    precision,
    resolution: 10 ** -precision,
  };
}

/** What an integer dtype can hold; bigints for 64-bit dtypes, whose extremes are no exact numbers. */
export interface IntegerInfo {
  readonly dtype: DType;
  readonly bits: number;
  readonly min: number | bigint;
  readonly max: number | bigint;
}

/** The properties of an integer dtype. Throws a `TypeError` for other dtypes. */
export function iinfo(dtype: DType): IntegerInfo {
  const kind = dtypeKind(canonicalDtype(dtype) && dtype);
  if (kind !== "i" && kind !== "u")
    throw new TypeError(`iinfo: takes integer dtypes, found ${dtype}; use finfo for floats`);
  const bits = 8 * dtypeBytes(dtype);
  const size = 1n << BigInt(bits);
  const [min, max] = kind === "u" ? [0n, size - 1n] : [-size / 2n, size / 2n - 1n];
  return bits === 64 ? { dtype, bits, min, max } : { dtype, bits, min: Number(min), max: Number(max) };
}
