import type { DType, ReducePrecisionParams, ShapedArray } from "@hyrax/core";
import { doubles1, each1, type UnaryKernel } from "./loops.js";
import { roundHalfEven } from "./math/index.js";

/** The bits of the fraction and of the exponent. */
const layouts: { readonly [D in DType]?: readonly [mantissaBits: number, exponentBits: number] } = {
  float16: [10, 5],
  bfloat16: [7, 8],
  float32: [23, 8],
  float64: [52, 11],
};

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** e with 2ᵉ ≤ |x| < 2ᵉ⁺¹, of a normal double. */
function exponentOf(x: number): number {
  double[0] = x;
  return ((words[HIGH]! >>> 20) & 0x7ff) - 1023;
}

const bias = (exponentBits: number) => 2 ** (exponentBits - 1) - 1;

/**
 * `reducePrecision` as XLA defines it: the mantissa is rounded to nearest, ties to even; then what is too great becomes
 * infinite, and what would be subnormal zero.
 */
export function reducePrecision(
  [x]: readonly [ShapedArray],
  { exponentBits, mantissaBits }: ReducePrecisionParams,
  [out]: readonly ShapedArray[],
): UnaryKernel {
  const [ownMantissa, ownExponent] = layouts[x.dtype]!;
  const leastExponent = 1 - bias(ownExponent);
  const reducedBias = bias(exponentBits);

  function rounded(size: number): number {
    if (mantissaBits >= ownMantissa) return size;
    const exponent = Math.max(exponentOf(size), leastExponent);
    const unit = 2 ** (exponent - mantissaBits);
    const units = size / unit;
    // Without a mantissa the last bit is that of the biased exponent, which is even where the exponent is odd.
    if (mantissaBits === 0 && units === 1.5) return exponent % 2 === 0 ? 2 * unit : unit;
    return roundHalfEven(units) * unit;
  }

  function reduced(e: number): number {
    if (!Number.isFinite(e) || e === 0) return e;
    const sign = Math.sign(e);
    const size = rounded(Math.abs(e));
    if (exponentBits >= ownExponent || size === 0) return sign * size;
    const exponent = exponentOf(size);
    return sign * (exponent > reducedBias ? Number.POSITIVE_INFINITY : exponent <= -reducedBias ? 0 : size);
  }

  return doubles1(each1(reduced), x, out!);
}
