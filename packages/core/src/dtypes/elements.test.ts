import { describe, expect, test } from "vitest";
import { allocate, type DType, decode, decodeElement, encodeElement, encodeScalar } from "../index.js";

/** A bare value as an array of the dtype holds and gives it back. */
function stored(value: number | bigint | boolean, dtype: DType): unknown {
  const data = allocate(dtype, 1);
  encodeScalar(data, 0, value, dtype);
  return decodeElement(data[0] as number | bigint, dtype);
}

describe("a bare value in storage", () => {
  test.each<[DType, number | bigint | boolean, unknown]>([
    // What np.asarray(value).astype(dtype) of NumPy 2.4 gives for values that the dtype can hold.
    ["bool", 0, false],
    ["bool", -0.5, true],
    ["int8", -128, -128],
    ["int32", 2.9, 2],
    ["int32", -2.9, -2],
    ["int32", true, 1],
    ["uint32", 4294967295, 4294967295],
    ["int64", -9007199254740993n, -9007199254740993n],
    ["uint64", 18446744073709551615n, 18446744073709551615n],
    ["int64", 3.7, 3n],
    ["float16", 0.1, 0.0999755859375],
    ["float16", 65520, Number.POSITIVE_INFINITY],
    ["bfloat16", 0.1, 0.10009765625],
    ["float32", 0.1, Math.fround(0.1)],
    ["float64", 0.1, 0.1],
    ["float32", true, 1],
    ["float32", 3n, 3],
  ])("%s of %s", (dtype, value, expected) => {
    expect(stored(value, dtype)).toBe(expected);
  });

  test("keeps the sign of zero, and NaN, in every float", () => {
    for (const dtype of ["float16", "bfloat16", "float32", "float64"] as const) {
      expect(stored(-0, dtype)).toBe(-0);
      expect(stored(Number.NaN, dtype)).toBeNaN();
      expect(stored(Number.NEGATIVE_INFINITY, dtype)).toBe(Number.NEGATIVE_INFINITY);
    }
  });

  test("of an integer dtype has an integer for what is none", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(encodeElement(value, "int32")).toBe(0);
      expect(encodeElement(value, "int64")).toBe(0n);
    }
  });
});

describe("the elements of an array for the host", () => {
  test("are a copy", () => {
    const data = Float32Array.of(1, 2);
    const copy = decode(data, "float32");
    data[0] = 5;
    expect([...copy]).toEqual([1, 2]);
  });

  test("are numbers where they are stored as bits", () => {
    expect(decode(Uint16Array.of(0x3c00, 0xc000), "float16")).toEqual(Float32Array.of(1, -2));
    expect(decode(Uint16Array.of(0x3f80, 0xc000), "bfloat16")).toEqual(Float32Array.of(1, -2));
  });
});
