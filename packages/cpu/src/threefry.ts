import type { ShapedArray, TypedArray } from "@hyrax/core";
import type { Kernel } from "./kernel.js";
import { threefry2x32 as encrypt } from "./math/index.js";

/** `threefry2x32`: the block cipher on words; neighbours that share a key are encrypted together. */
export function threefry2x32(inputs: readonly ShapedArray[], _: object, [out]: readonly ShapedArray[]): Kernel {
  const { size } = out!;
  const manyKeys = inputs.slice(0, 2).some((key) => key.size !== 1);
  const full = (x: TypedArray): Uint32Array =>
    // Abstract evaluation has found all to be uint32.
    x.length === size ? (x as Uint32Array) : new Uint32Array(size).fill((x as Uint32Array)[0]!);
  return (arrays) => {
    const [out0, out1] = [new Uint32Array(size), new Uint32Array(size)];
    const [x0, x1] = [full(arrays[2]!), full(arrays[3]!)];
    if (!manyKeys) {
      if (size > 0) encrypt(Number(arrays[0]![0]), Number(arrays[1]![0]), x0, x1, out0, out1);
      return [out0, out1];
    }
    const [k0, k1] = [full(arrays[0]!), full(arrays[1]!)];
    for (let start = 0, end = 0; start < size; start = end) {
      while (end < size && k0[end] === k0[start] && k1[end] === k1[start]) end++;
      const part = (x: Uint32Array) => x.subarray(start, end);
      encrypt(k0[start]!, k1[start]!, part(x0), part(x1), part(out0), part(out1));
    }
    return [out0, out1];
  };
}
