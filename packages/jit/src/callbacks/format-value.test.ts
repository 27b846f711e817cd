import "@hyrax/cpu";
import { hostArray } from "@hyrax/core";
import { expect, test } from "vitest";
import { floats, others } from "../../test-support/python-formats.js";
import { type FormatSpec, formatValue, parseSpec } from "./format-value.js";

const spec = (text: string) => parseSpec(text) as FormatSpec;
const f64 = (value: number) => hostArray(Float64Array.of(value), [], "float64");

test("floats are written as Python writes them, whole ones included", () => {
  for (const [text, value, expected] of floats) {
    expect([text, value, formatValue("", f64(value), spec(text))]).toEqual([text, value, expected]);
  }
});

test("integers and texts are written as Python writes them", () => {
  for (const [text, value, expected] of others) {
    expect([text, value, formatValue("", value, spec(text))]).toEqual([text, value, expected]);
  }
});

test("an element of 64 bits keeps all its digits", () => {
  const big = hostArray(BigInt64Array.of(2n ** 62n + 1n), [], "int64");
  expect(formatValue("", big, spec(","))).toBe("4,611,686,018,427,387,905");
});

test("a bool is True or False, or a number where the type is one of numbers", () => {
  const yes = hostArray(Uint8Array.of(1), [], "bool");
  expect([formatValue("", yes, spec("")), formatValue("", yes, spec("d"))]).toEqual(["True", "1"]);
});

test("what has no such form is refused, as in Python", () => {
  const fails = (value: unknown, text: string) => () => formatValue("field", value, spec(text));
  expect(fails(f64(1.5), "d")).toThrow(new TypeError("field: the type d is none of a float"));
  expect(fails(3, ".2")).toThrow(new TypeError("field: an integer has no precision; use the type f"));
  expect(fails("text", "d")).toThrow(new TypeError("field: the type d is one of numbers"));
  expect(fails(hostArray(Float32Array.of(1, 2), [2], "float32"), ".2f")).toThrow(
    new TypeError("field: f32[2] is no scalar; {} and {!r} print whole arrays"),
  );
  for (const text of ["2.f", "y", "<<<", "10.2z"]) expect(parseSpec(text)).toBeUndefined();
});
