import {
  config,
  convertElementType,
  type DType,
  decode,
  hostArray,
  type Array as NDArray,
  type TypedArray,
  toBfloat16Bits,
  toFloat16Bits,
} from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import "../../test-support/both-engines.js";

beforeEach(() => config.update("cpuEngine", "wasm"));
afterEach(() => config.update("cpuEngine", undefined));

const toBits = { float16: toFloat16Bits, bfloat16: toBfloat16Bits };

function converted(x: NDArray, newDtype: DType): NDArray {
  return jit((a: NDArray) => convertElementType(a, { newDtype, weakType: false }))(x);
}

function firstDifference(found: TypedArray, expected: TypedArray): number {
  return Array.from(expected, Number).findIndex((x, i) => !Object.is(x, Number(found[i])));
}

/** Every pattern of 16 bits. */
const patterns = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);

describe.each(["float16", "bfloat16"] as const)("%s", (dtype) => {
  const numbers = decode(patterns, dtype) as Float32Array;

  test("is float32 in the lanes, each of its numbers exactly", () => {
    const found = converted(hostArray(patterns, [2 ** 16], dtype), "float32").dataSync();
    expect(firstDifference(found, numbers)).toBe(-1);
  });

  test("is rounded from float32 to the nearest number, ties to the even one", () => {
    // Each number, the points halfway to the next one, and what lies beside those.
    const next = patterns.map((_, i) => toBits[dtype](numbers[i]!) + 1);
    const following = decode(next, dtype) as Float32Array;
    const halfway = Float32Array.from(numbers, (x, i) => (x + following[i]!) / 2);
    const bits = new Int32Array(halfway.buffer);
    const samples = [numbers, halfway, ...[-1, 1].map((step) => new Float32Array(bits.map((b) => b + step).buffer))];
    for (const sample of samples) {
      const found = converted(hostArray(sample, [sample.length], "float32"), dtype).dataSync();
      const expected = decode(Uint16Array.from(sample, toBits[dtype]), dtype);
      expect(firstDifference(found, expected)).toBe(-1);
    }
  });
});
