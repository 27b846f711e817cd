import { config, hostArray, iota, type Array as NDArray, type Shape, sizeOf, sort, topK } from "@hyrax/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectSame, onBothEngines } from "../../../test-support/both-engines.js";
import { everyDtype } from "../../../test-support/elements.js";
import { oddNumbers } from "../../../test-support/odd-numbers.js";

beforeEach(() => config.update("enableX64", true));

afterEach(() => config.update("enableX64", false));

const sizes = [0, 1, 2, 3, 4, 5, 11, 12, 13, 16, 17, 25, 95, 96, 97, 255, 256, 257, 4095, 4096, 4097, 20_000];

const sorted = (dimension: number, numKeys = 1) => {
  return (...inputs: readonly NDArray[]) => sort([...inputs], { dimension, isStable: true, numKeys });
};

const places = (shape: Shape, axis: number) => iota({ dtype: "int32", shape, dimension: axis });

describe("sort", () => {
  test.each(everyDtype)("rows of %s of every length are sorted, alone and with their places", (dtype) => {
    for (const n of sizes) {
      const x = oddNumbers(dtype, [n], n);
      expectSame(sorted(0), [x]);
      expectSame((y) => sorted(0)(y!, places([n], 0)), [x]);
    }
  });

  test.each(["float32", "float16", "int64", "uint8", "complex64"] as const)("%s is sorted along any axis", (dtype) => {
    for (const shape of [
      [3, 5, 7],
      [40, 3],
      [2, 100, 33],
      [300, 17],
      [1, 4, 1],
      [2, 0, 3],
    ]) {
      const x = oddNumbers(dtype, shape, sizeOf(shape), { distinct: 20 });
      for (const axis of shape.keys()) {
        expectSame(sorted(axis), [x]);
        expectSame((y) => sorted(axis)(y!, places(shape, axis)), [x]);
      }
    }
  });

  test("long rows, which threads share, are sorted along any axis", () => {
    for (const dtype of ["float32", "int16", "float64", "uint64"] as const) {
      const x = oddNumbers(dtype, [70_001], 3, { odd: 0.01, distinct: 1e6 });
      expectSame(sorted(0), [x]);
      expectSame((y) => sorted(0)(y!, places([70_001], 0)), [x]);
    }
    const across = oddNumbers("float32", [66_000, 2], 5, { odd: 0.1 });
    expectSame(sorted(0), [across]);
    expectSame((y) => sorted(0)(y!, places([66_000, 2], 0)), [across]);
    expectSame(sorted(0, 2), [across, oddNumbers("complex128", [66_000, 2], 6)]);
  });

  test("what is in order, in reverse order, or all the same stays or turns around", () => {
    for (const n of [1, 12, 100, 5000, 70_000]) {
      const ascending = Float32Array.from({ length: n }, (_, i) => i - n / 2);
      for (const data of [ascending, ascending.slice().reverse(), new Float32Array(n).fill(-3.5)]) {
        const x = hostArray(data, [n], "float32");
        expectSame((y) => sorted(0)(y!, places([n], 0)), [x]);
        const [found] = onBothEngines(sorted(0), [x]);
        expect(found!.found).toEqual(Array.from(data).sort((a, b) => a - b));
      }
    }
  });

  test("several keys decide one after the other, and all arrays move along, whatever their dtype", () => {
    for (const n of [7, 50, 3000]) {
      const keys = (["int8", "float64", "complex64"] as const).map((dtype, i) => {
        return oddNumbers(dtype, [2, n, 3], i, { distinct: 5 });
      });
      const payloads = everyDtype.map((dtype, i) => oddNumbers(dtype, [2, n, 3], 10 + i));
      for (const numKeys of [1, 2, 3]) expectSame(sorted(1, numKeys), [...keys, ...payloads]);
    }
  });
});

describe("topK", () => {
  test.each(everyDtype.filter((dtype) => !dtype.startsWith("complex") && dtype !== "bool"))(
    "the greatest elements of %s and their places",
    (dtype) => {
      for (const n of [1, 5, 100, 511, 512, 4097, 20_000]) {
        const x = oddNumbers(dtype, [n], n, { odd: 0.02, distinct: 5000 });
        for (const k of [0, 1, 3, Math.floor(n / 4), n]) {
          if (k <= n) expectSame((y) => topK([y!], { k, axis: 0 }), [x]);
        }
      }
    },
  );

  test("along any axis", () => {
    const x = oddNumbers("float32", [3, 600, 5], 2);
    for (const axis of [0, 1, 2]) expectSame((y) => topK([y!], { k: 3, axis }), [x]);
    expectSame((y) => topK([y!], { k: 2, axis: 0 }), [hostArray(new Float32Array(1000).fill(1), [1000], "float32")]);
  });
});
