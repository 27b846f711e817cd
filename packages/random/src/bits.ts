import { canonicalDtype, dtypeBytes, dtypeKind, type Array as NDArray } from "@hyrax/core";
import { type RandomBitsParams, randomBits } from "@hyrax/core/library";
import { type Key, typedKey } from "./key-argument.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { checkedShape } from "./shape-argument.js";

/** Uniformly distributed unsigned integers, uint32 (uint64 where 64-bit types are on) unless `dtype` says another. */
export function bits(key: Key, shape?: ShapeOrOptions<SamplerOptions>, options?: SamplerOptions): NDArray {
  const { shape: sizes = [], dtype = "uint64" } = samplerOptions("bits", shape, options, ["dtype"]);
  const canonical = canonicalDtype(dtype);
  if (dtypeKind(canonical) !== "u") {
    throw new TypeError(`bits: dtype must be an unsigned integer one, found ${JSON.stringify(dtype)}`);
  }
  // Unsigned integers have 1, 2, 4 or 8 bytes.
  const bitWidth = (8 * dtypeBytes(canonical)) as RandomBitsParams["bitWidth"];
  return randomBits(typedKey("bits", key), { bitWidth, shape: checkedShape("bits", sizes) });
}
