import { expect, test } from "vitest";
import { isClose, isElement } from "./close.js";

const exact = { rtol: 0, atol: 0, signedZero: false };

test("numbers are close within atol + rtol |want|, and no further", () => {
  expect(isClose(100, 101, { ...exact, rtol: 0.01 })).toBe(true);
  expect(isClose(100, 101.5, { ...exact, rtol: 0.01, atol: 0.5 })).toBe(true);
  expect(isClose(100, 101.001, { ...exact, rtol: 0.01 })).toBe(false);
  expect(isClose(1, 1 + 2 ** -52, exact)).toBe(false);
});

test("NaN equals NaN, an infinity equals itself, and no tolerance makes anything else of them", () => {
  const loose = { rtol: 1e9, atol: 1e9, signedZero: false };
  expect(isClose(Number.NaN, Number.NaN, exact)).toBe(true);
  expect(isClose(Number.NaN, 1, loose)).toBe(false);
  expect(isClose(1, Number.NaN, loose)).toBe(false);
  expect(isClose(Infinity, Infinity, exact)).toBe(true);
  expect(isClose(Infinity, -Infinity, loose)).toBe(false);
  expect(isClose(Infinity, 1e300, loose)).toBe(false);
});

test("the sign of zero matters only where a case says so", () => {
  expect(isClose(0, -0, exact)).toBe(true);
  expect(isClose(0, -0, { ...exact, signedZero: true })).toBe(false);
  expect(isClose(-0, -0, { ...exact, signedZero: true })).toBe(true);
});

test("elements are compared as their dtype demands", () => {
  expect(isElement(0.1, Math.fround(0.1), "float32", exact)).toBe(true);
  expect(isElement(0.1, Math.fround(0.1), "float64", exact)).toBe(false);
  expect(isElement("9223372036854775807", 2n ** 63n - 1n, "int64", exact)).toBe(true);
  expect(isElement("9223372036854775807", 2n ** 63n - 2n, "int64", exact)).toBe(false);
  expect(isElement(1, 1.5, "int32", { ...exact, atol: 1 })).toBe(false);
  expect(isElement(true, true, "bool", exact)).toBe(true);
  expect(isElement(true, 1, "bool", exact)).toBe(false);
  expect(isElement("-Infinity", -Infinity, "float16", exact)).toBe(true);
});

test("a part of a complex number may be off by what its modulus allows", () => {
  const tolerance = { ...exact, rtol: 1e-3 };
  expect(isElement([1000, 0], [1000, 0.5], "complex64", tolerance)).toBe(true);
  expect(isElement([1000, 0], [1000, 1.5], "complex64", tolerance)).toBe(false);
  expect(isElement([1, 2], 1, "complex64", tolerance)).toBe(false);
});
