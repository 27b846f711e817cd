import {
  type DType,
  fromBfloat16Bits,
  fromFloat16Bits,
  type ShapedArray,
  toBfloat16Bits,
  toFloat16Bits,
} from "@hyrax/core";
import { type BinaryKernel, doubles2, each2 } from "./loops.js";
import { BFLOAT16_BITS, FLOAT16_BITS, nextAfterBits, nextAfterFloat32, nextAfterFloat64 } from "./math/index.js";

const byDtype: { readonly [D in DType]?: (x: number, y: number) => number } = {
  float16: (x, y) => fromFloat16Bits(nextAfterBits(toFloat16Bits(x), toFloat16Bits(y), FLOAT16_BITS)),
  bfloat16: (x, y) => fromBfloat16Bits(nextAfterBits(toBfloat16Bits(x), toBfloat16Bits(y), BFLOAT16_BITS)),
  float32: nextAfterFloat32,
  float64: nextAfterFloat64,
};

/** `nextafter`: what is next depends on the dtype, which abstract evaluation has found to be one of these. */
export function nextafter(
  inputs: readonly [ShapedArray, ShapedArray],
  _: object,
  [out]: readonly ShapedArray[],
): BinaryKernel {
  return doubles2(each2(byDtype[out!.dtype]!), inputs, out!);
}
