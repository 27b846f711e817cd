import { add, exp, mul, selectN, shapedArray } from "@hyrax/core";
import { expect, test } from "vitest";
import { runPrimitive, testArray } from "../test-support/run-primitive.js";

// More elements than a block has, and not a multiple of it.
const n = 2 * 1024 + 3;
const values = Array.from({ length: n }, (_, i) => i / 8 - 100);

test("arrays that are larger than a block are computed to the last element", () => {
  const x = testArray(values, "float32");
  const y = testArray([...values].reverse(), "float32");
  expect(runPrimitive(add, [x, y])[0]!.data).toEqual(new Float32Array(n).fill(values[0]! + values[n - 1]!));
  expect(runPrimitive(exp, [x])[0]!.data).toEqual(Float32Array.from(values, Math.exp));
});

test("a scalar goes with every element of a large array, on either side", () => {
  const x = testArray(values, "float32");
  const two = testArray([2], "float32", []);
  const doubled = Float32Array.from(values, (value) => 2 * value);
  expect(runPrimitive(mul, [x, two])[0]!.data).toEqual(doubled);
  expect(runPrimitive(mul, [two, x])[0]!.data).toEqual(doubled);
});

test("a choice moves elements as they are, with all bits of a NaN", () => {
  const bits = Uint32Array.of(0x7fc12345, 0xffc54321);
  const nans = { aval: shapedArray([2], "float32"), data: new Float32Array(bits.buffer) };
  const which = testArray([true, false], "bool");
  const [chosen] = runPrimitive(selectN, [which, nans, nans]);
  expect(new Uint32Array(chosen!.data.buffer)).toEqual(bits);
});
