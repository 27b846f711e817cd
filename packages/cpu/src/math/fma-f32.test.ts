import { expect, test } from "vitest";
import jax from "./fixtures/jax.json" with { type: "json" };
import { fmaF32 } from "./index.js";

test("fmaF32 rounds the exact a·b + c once", () => {
  expect(jax.fma.filter(([a, b, c, want]) => fmaF32(a!, b!, c!) !== want)).toEqual([]);
});

test("the cases tell it from a sum that is rounded twice", () => {
  const twice = jax.fma.filter(([a, b, c, want]) => Math.fround(a! * b! + c!) !== want);
  expect(twice.length).toBeGreaterThan(5);
});

test("infinities and NaN pass through, and an overflow is infinite", () => {
  expect(fmaF32(Number.POSITIVE_INFINITY, 2, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(fmaF32(Number.POSITIVE_INFINITY, 1, Number.NEGATIVE_INFINITY)).toBeNaN();
  expect(fmaF32(3e38, 2, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(fmaF32(3e38, -2, 1)).toBe(Number.NEGATIVE_INFINITY);
  expect(fmaF32(Number.NaN, 1, 1)).toBeNaN();
});

test("subnormal results are rounded once as well", () => {
  const smallest = 2 ** -149;
  expect(fmaF32(2 ** -75, 2 ** -75, 0)).toBe(0); // half of the smallest: to even
  expect(fmaF32(2 ** -75, 2 ** -75, smallest)).toBe(2 * smallest); // one and a half: to even
  expect(fmaF32(1.5 * 2 ** -75, 2 ** -75, 0)).toBe(smallest);
});
