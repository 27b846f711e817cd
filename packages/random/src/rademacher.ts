import { canonicalDtype, type DType, mul, type Array as NDArray, scalarArray, sub } from "@hyrax/core";
import { convertTo } from "./arithmetic.js";
import { sampleBernoulli } from "./bernoulli.js";
import { type Key, typedKey } from "./key-argument.js";
import { type SamplerOptions, type ShapeOrOptions, samplerOptions } from "./options.js";
import { program } from "./program.js";
import { checkedShape } from "./shape-argument.js";

interface RademacherSample {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** `[key]` to signs. */
export const sampleRademacher = program(
  "_rademacher",
  ([key]: readonly [NDArray], { shape, dtype }: RademacherSample) => {
    const half = scalarArray(0.5, "float64");
    const ones = convertTo(sampleBernoulli([key, half], { shape, mode: "low" }), dtype);
    return sub(mul(ones, 2), 1);
  },
);

/** 1 and −1 with equal probability, int32 (int64 where 64-bit types are on) unless `dtype` says another. */
export function rademacher(key: Key, shape?: ShapeOrOptions<SamplerOptions>, options?: SamplerOptions): NDArray {
  const given = samplerOptions("rademacher", shape, options, ["dtype"]);
  const dtype = canonicalDtype(given.dtype ?? "int64");
  return sampleRademacher([typedKey("rademacher", key)], {
    shape: checkedShape("rademacher", given.shape ?? []),
    dtype,
  });
}
