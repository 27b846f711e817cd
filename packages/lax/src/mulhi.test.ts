import "@hyrax/cpu";
import { config, type DType, hostArray, typedArrayClass } from "@hyrax/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mulhi } from "./index.js";

const bits: Readonly<Partial<Record<DType, number>>> = {
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
  uint8: 8,
  uint16: 16,
  uint32: 32,
  uint64: 64,
};

describe("mulhi", () => {
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));

  test.each(Object.entries(bits))("is the upper half of the product of %s", (name, width) => {
    const dtype = name as DType;
    const signed = dtype.startsWith("i");
    const integer = signed
      ? fc.bigInt({ min: -(1n << BigInt(width - 1)), max: (1n << BigInt(width - 1)) - 1n })
      : fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n });
    const scalar = (value: bigint) => {
      const data = new (typedArrayClass(dtype))(1);
      (data as Record<number, number | bigint>)[0] = width === 64 ? value : Number(value);
      return hostArray(data, [], dtype);
    };
    fc.assert(
      fc.property(integer, integer, (x, y) => {
        expect(BigInt(mulhi(scalar(x), scalar(y)).item() as number)).toBe((x * y) >> BigInt(width));
      }),
      { numRuns: 200 },
    );
  });

  test("says which types do not fit", () => {
    const x = hostArray(Int32Array.of(1), [1], "int32");
    const y = hostArray(Uint32Array.of(1), [1], "uint32");
    expect(() => mulhi(x, y)).toThrow(
      "mulhi: takes two arrays of one integer dtype, found i32[1] and u32[1]; convert one with astype",
    );
  });
});
