import { describe, expect, test } from "vitest";
import jax from "./fixtures/jax.json" with { type: "json" };
import {
  countLeadingZeros,
  countLeadingZeros64,
  divideInteger,
  divideInteger64,
  floatPower,
  floatToInteger,
  floatToInteger64,
  integerPower,
  integerPower64,
  type NarrowInteger,
  populationCount,
  populationCount64,
  remainderInteger,
  remainderInteger64,
  shiftLeft,
  shiftLeft64,
  shiftRightArithmetic,
  shiftRightArithmetic64,
  shiftRightLogical,
  shiftRightLogical64,
  wrap,
} from "./index.js";

const narrow = {
  int8: { width: 8, signed: true },
  uint8: { width: 8, signed: false },
  int16: { width: 16, signed: true },
  uint16: { width: 16, signed: false },
  int32: { width: 32, signed: true },
  uint32: { width: 32, signed: false },
} as const satisfies Record<string, NarrowInteger>;

// The keys of a literal are those of its type.
describe.each(Object.keys(narrow) as (keyof typeof narrow)[])("%s as in XLA", (name) => {
  const type = narrow[name];
  const { binary, unary, fromFloat } = jax.integers[name];

  test("division, remainder and the three shifts, by zero, by out-of-range amounts and on overflow too", () => {
    for (const [x, y, ...want] of binary as [number, number, ...number[]][]) {
      const got = [
        divideInteger(x, y, type),
        remainderInteger(x, y),
        shiftLeft(x, y, type),
        shiftRightLogical(x, y, type),
        shiftRightArithmetic(x, y, type),
      ];
      expect({ x, y, got }).toStrictEqual({ x, y, got: want });
    }
  });

  test("counts of bits, and powers that wrap", () => {
    for (const [x, ...want] of unary as [number, ...number[]][]) {
      const counts = [countLeadingZeros(x, type.width), populationCount(x, type.width)];
      const powers = [integerPower(x, 3, type), integerPower(x, 10, type)];
      expect({ x, got: [...counts, ...powers] }).toStrictEqual({ x, got: want });
    }
  });

  test("floats are truncated and clamped, NaN is 0", () => {
    for (const [x, want] of fromFloat) {
      expect({ x, got: floatToInteger(Number(x), type) }).toStrictEqual({ x, got: want });
    }
  });
});

describe.each(["int64", "uint64"] as const)("%s as in XLA", (name) => {
  const signed = name === "int64";
  const { binary, unary, fromFloat } = jax.integers[name];

  test("division, remainder and the three shifts, by zero, by out-of-range amounts and on overflow too", () => {
    for (const row of binary) {
      const [x, y, ...want] = row.map(BigInt) as [bigint, bigint, ...bigint[]];
      const got = [
        divideInteger64(x, y, signed),
        remainderInteger64(x, y),
        shiftLeft64(x, y, signed),
        shiftRightLogical64(x, y, signed),
        shiftRightArithmetic64(x, y, signed),
      ];
      expect({ x, y, got }).toStrictEqual({ x, y, got: want });
    }
  });

  test("counts of bits, and powers that wrap", () => {
    for (const row of unary) {
      const [x, ...want] = row.map(BigInt) as [bigint, ...bigint[]];
      const got = [
        countLeadingZeros64(x),
        populationCount64(x),
        integerPower64(x, 3, signed),
        integerPower64(x, 10, signed),
      ];
      expect({ x, got }).toStrictEqual({ x, got: want });
    }
  });

  test("floats are truncated and clamped, NaN is 0", () => {
    for (const [x, want] of fromFloat) {
      expect({ x, got: floatToInteger64(Number(x), signed) }).toStrictEqual({ x, got: BigInt(want!) });
    }
  });
});

test("wrap is what storing into a typed array of the type does", () => {
  const arrays = {
    int8: new Int8Array(1),
    uint8: new Uint8Array(1),
    int16: new Int16Array(1),
    uint16: new Uint16Array(1),
    int32: new Int32Array(1),
    uint32: new Uint32Array(1),
  };
  for (const x of [0, 1, -1, 127, 128, 255, 256, -129, 65535, 65536, 2 ** 31, 2 ** 32, 2 ** 40 + 5, -(2 ** 40) - 5]) {
    for (const name of Object.keys(narrow) as (keyof typeof narrow)[]) {
      arrays[name][0] = x;
      expect(wrap(x, narrow[name])).toBe(arrays[name][0]);
    }
  }
});

test("floatPower multiplies exactly while the products are exact, and takes reciprocals", () => {
  expect(floatPower(3, 5)).toBe(243);
  expect(floatPower(-2, 3)).toBe(-8);
  expect(floatPower(2, -3)).toBe(0.125);
  expect(floatPower(Number.NaN, 0)).toBe(1);
  expect(floatPower(0, -1)).toBe(Number.POSITIVE_INFINITY);
  expect(floatPower(-0, -3)).toBe(Number.NEGATIVE_INFINITY);
  expect(floatPower(1.1, 100) / 1.1 ** 100).toBeCloseTo(1, 13);
});
