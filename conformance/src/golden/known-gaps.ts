import type { Variant } from "./golden-file.js";

/** Cases that do not give JAX's answer yet, and why. */
export interface KnownGap {
  readonly reason: string;
  /** The variants that fail, by the id of their case. */
  readonly checks: Readonly<Record<string, readonly Variant[]>>;
}

/** A case that is listed here must fail: as soon as it passes, its test says to take it off the list. */
export const knownGaps: readonly KnownGap[] = [
  {
    reason: "XLA fuses the multiplications and additions of a float64 product; JavaScript rounds after each of them",
    checks: { "numpy.matmul/f64[2x3]-f64[3x2]": ["value", "jit", "vmap"] },
  },
  {
    reason: "the host's Math.sin differs from XLA's in the last bit of a float64",
    checks: { "numpy.sin/f64[2x3]": ["value", "jit", "vmap"] },
  },
  {
    reason: "these functions return bare numbers, which the calling convention makes float32 where they become arrays",
    checks: {
      "numpy.ndim/f32[2x3]": ["vmap"],
      "numpy.shape/f32[2x3x4]": ["vmap"],
      "numpy.size/f32[2x3]": ["vmap"],
      "numpy.size/f32[2x3x4]-axis=1": ["vmap"],
    },
  },
];
