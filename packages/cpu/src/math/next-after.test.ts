import { describe, expect, test } from "vitest";
import jax from "./fixtures/jax.json" with { type: "json" };
import {
  BFLOAT16_BITS,
  FLOAT16_BITS,
  FLOAT32_BITS,
  nextAfterBits,
  nextAfterFloat32,
  nextAfterFloat64,
} from "./index.js";

const formats = { float16: FLOAT16_BITS, bfloat16: BFLOAT16_BITS, float32: FLOAT32_BITS };

// The keys of a literal are those of its type.
describe.each(Object.keys(formats) as (keyof typeof formats)[])("nextAfterBits of %s", (name) => {
  const { width, infinity } = formats[name];

  test("has the bits of jax.numpy.nextafter", () => {
    for (const [from, to, want] of jax.nextAfter[name]) {
      const got = nextAfterBits(from!, to!, formats[name]);
      const isNaN = got % 2 ** (width - 1) > infinity;
      expect({ from, to, got: isNaN ? null : got }).toEqual({ from, to, got: want });
    }
  });
});

test("nextAfterFloat32 has the values of jax.numpy.nextafter", () => {
  const value = (pattern: number): number => new Float32Array(new Uint32Array([pattern]).buffer)[0]!;
  for (const [from, to, want] of jax.nextAfter.float32) {
    expect(nextAfterFloat32(value(from!), value(to!))).toBe(want === null ? Number.NaN : value(want!));
  }
});

test("nextAfterFloat64 has the values of jax.numpy.nextafter", () => {
  const value = (pattern: string): number => new Float64Array(new BigUint64Array([BigInt(pattern)]).buffer)[0]!;
  for (const [from, to, want] of jax.nextAfter.float64) {
    expect(nextAfterFloat64(value(from!), value(to!))).toBe(want === null ? Number.NaN : value(want!));
  }
});

test("subnormals are steps like any other", () => {
  const smallest = 2 ** -149;
  expect(nextAfterFloat32(smallest, 1)).toBe(2 * smallest);
  expect(nextAfterFloat32(smallest, -1)).toBe(0);
  expect(nextAfterFloat32(-smallest, 1)).toBe(-0);
  expect(nextAfterFloat32(0, 2 * smallest)).toBe(smallest);
  expect(nextAfterFloat32(2 ** -126, 0)).toBe(2 ** -126 - smallest);
  expect(nextAfterFloat64(Number.MIN_VALUE, -1)).toBe(0);
  expect(nextAfterFloat64(2 ** -1022, 0)).toBe(2 ** -1022 - 2 ** -1074);
  expect(nextAfterBits(0x0001, 0x8000, BFLOAT16_BITS)).toBe(0x0000);
  expect(nextAfterBits(0x8001, 0x3f80, BFLOAT16_BITS)).toBe(0x8000);
});
