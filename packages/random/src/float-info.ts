import { canonicalDtype, type DType, isFloating } from "@hyrax/core";

/** The dtypes that floating samples can have. */
export type FloatDType = "float16" | "bfloat16" | "float32" | "float64";

/** Facts of a floating dtype, named as NumPy's `finfo` names them. */
export interface FloatInfo {
  readonly bits: 16 | 32 | 64;
  /** Bits of the mantissa, without the hidden one. */
  readonly nmant: number;
  /** From 1 to the next number. */
  readonly eps: number;
  /** From the number before 1 to 1. */
  readonly epsneg: number;
  /** The least positive normal number. */
  readonly tiny: number;
  /** The greatest number. */
  readonly max: number;
  /** 1 as an unsigned integer of the same bits. */
  readonly oneBits: number | bigint;
}

function info(bits: 16 | 32 | 64, nmant: number, minexp: number, oneBits: number | bigint): FloatInfo {
  const max = (2 - 2 ** -nmant) * 2 ** (1 - minexp);
  return { bits, nmant, eps: 2 ** -nmant, epsneg: 2 ** -(nmant + 1), tiny: 2 ** minexp, max, oneBits };
}

export const floatInfo: Readonly<Record<FloatDType, FloatInfo>> = {
  float16: info(16, 10, -14, 0x3c00),
  bfloat16: info(16, 7, -126, 0x3f80),
  float32: info(32, 23, -126, 0x3f80_0000),
  float64: info(64, 52, -1022, 0x3ff0_0000_0000_0000n),
};

/** The dtype asked for, by default that of bare numbers. Throws a `TypeError` unless it is a real floating one. */
export function floatDtype(name: string, dtype: DType | undefined): FloatDType {
  const canonical = canonicalDtype(dtype ?? "float64");
  if (isFloating(canonical)) return canonical as FloatDType;
  throw new TypeError(
    `${name}: dtype must be a floating one (float16, bfloat16, float32 or float64), found ${JSON.stringify(dtype)}`,
  );
}
