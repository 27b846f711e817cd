import "@hyrax/cpu";
import { hostArray, scalarArray } from "@hyrax/core";
import { expect, test } from "vitest";
import { formatFields, parseFormat } from "./format-text.js";

const show = (format: string, ...values: readonly unknown[]) => formatFields("f", parseFormat("f", format), values);

test("fields take arguments in order, by number or by name", () => {
  expect(show("{} and {}", 1, 2)).toBe("1 and 2");
  expect(show("{1} {0} {1}", 1, 2)).toBe("2 1 2");
  expect(show("{loss:.1f} after {} steps, {loss}", 10, 0.25)).toBe("0.2 after 10 steps, 0.25");
  expect(parseFormat("f", "{b} {a} {b} {}")).toMatchObject({ numPositional: 1, names: ["b", "a"] });
});

test("doubled braces are braces", () => {
  expect(show("{{}} {{{}}} }}", 1)).toBe("{} {1} }");
});

// What jax.debug.print writes for the same values.
test("arrays are written as in JAX: scalars of float32 with all digits of the number that they are", () => {
  const f32 = (value: number) => hostArray(Float32Array.of(value), [], "float32");
  expect(show("{}|{}|{}", f32(1), f32(0.1), f32(1e10))).toBe("1.0|0.10000000149011612|10000000000.0");
  expect(show("{}|{}", scalarArray(3, "int32"), hostArray(Uint8Array.of(1), [], "bool"))).toBe("3|True");
  expect(show("{}", hostArray(Float32Array.of(0, 1, 2), [3], "float32"))).toBe("[0. 1. 2.]");
  expect(show("{!r}", hostArray(Float32Array.of(0, 1), [2], "float32"))).toBe("Array([0., 1.], dtype=float32)");
});

test("what is no array is written as it is", () => {
  expect(show("{} {} {!r} {} {}", "text", 3, "text", 0.5, null)).toBe('text 3 "text" 0.5 null');
});

test("a format that cannot be read is refused with the reason", () => {
  const fails = (format: string) => () => parseFormat("f", format);
  expect(fails("{")).toThrow(new TypeError('f: the format "{" has a single {; write {{ for the character'));
  expect(fails("a}")).toThrow(new TypeError('f: the format "a}" has a single }; write }} for the character'));
  expect(fails("{x.y}")).toThrow(
    new TypeError('f: the format "{x.y}" has the field {x.y}; fields are {}, {0}, {name}, with !r and :spec'),
  );
  expect(fails("{:q}")).toThrow(new TypeError('f: the format "{:q}" has the field {:q}, whose :q cannot be read'));
  expect(fails("{} {0}")).toThrow(new TypeError('f: the format "{} {0}" numbers some fields and not others'));
  expect(fails("{1}")).toThrow(new TypeError('f: the format "{1}" does not use argument 0'));
});
