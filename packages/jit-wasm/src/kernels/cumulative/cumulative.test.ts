import {
  type CumulativeParams,
  config,
  cumlogsumexp,
  cummax,
  cummin,
  cumprod,
  cumsum,
  type DType,
  hostArray,
  type Array as NDArray,
  type Shape,
  sizeOf,
} from "@hyrax/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectAgreement, onBothEngines } from "../../../test-support/both-engines.js";
import { everyDtype, smallNumbers } from "../../../test-support/elements.js";
import { oddNumbers } from "../../../test-support/odd-numbers.js";

beforeEach(() => config.update("enableX64", true));

afterEach(() => config.update("enableX64", false));

type Operation = (x: NDArray, params: CumulativeParams) => NDArray;

const operations = { cumsum, cumprod, cummax, cummin, cumlogsumexp } as const;
const names = Object.keys(operations) as (keyof typeof operations)[];

const takes = (name: keyof typeof operations, dtype: DType): boolean => {
  if (dtype === "bool") return name === "cummax" || name === "cummin";
  return name !== "cumlogsumexp" || dtype.includes("float") || dtype.startsWith("complex");
};

/** As much as the results may differ, relative to the greatest: halves are rounded once, at the end. */
function tolerance(dtype: DType): number {
  if (dtype === "bfloat16") return 8e-3;
  if (dtype === "float16") return 1e-3;
  return dtype === "float32" || dtype === "complex64" ? 2e-6 : 1e-13;
}

const run = (name: keyof typeof operations, axis: number, reverse: boolean) => (x: NDArray) => {
  return [(operations[name] as Operation)(x, { axis, reverse })];
};

describe.each(names)("%s", (name) => {
  test.each(everyDtype.filter((dtype) => takes(name, dtype)))("%s along any axis, from either end", (dtype) => {
    for (const shape of [[0], [1], [2], [3], [4], [5], [16], [17], [255], [3, 4, 5], [7, 33], [5, 1, 9], [2, 0, 3]]) {
      const x = smallNumbers(dtype, shape, sizeOf(shape));
      for (const axis of shape.keys()) {
        for (const reverse of [false, true]) expectAgreement(run(name, axis, reverse), [x], tolerance(dtype));
      }
    }
  });

  test.each(["float32", "float64"] as const)("NaN, infinities and zeros of %s go on as they should", (dtype) => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      for (const shape of [[9], [6, 7]] as readonly Shape[]) {
        const x = oddNumbers(dtype, shape, seed, { odd: 0.15, distinct: 30 });
        for (const reverse of [false, true]) {
          for (const { expected, found } of onBothEngines(run(name, 0, reverse), [x])) {
            // What is the logarithm of a sum has no −0 but by chance.
            const kind = (y: number) => {
              if (Object.is(y, -0) && name !== "cumlogsumexp") return "-0";
              return Number.isFinite(y) ? "number" : String(y);
            };
            expect(found.map(kind)).toEqual(expected.map(kind));
          }
        }
      }
    }
  });

  test("many rows and long rows, which threads share", () => {
    const numbers = (shape: Shape) =>
      hostArray(
        Float32Array.from({ length: sizeOf(shape) }, (_, i) => 1 + Math.sin(i * i) / 1000),
        shape,
        "float32",
      );
    for (const shape of [[100_003], [300, 401], [3, 301, 130]]) {
      for (const axis of shape.keys()) expectAgreement(run(name, axis, axis === 1), [numbers(shape)], 1e-5);
    }
  });
});

test.each(["int32", "uint64", "bfloat16", "complex64"] as const)("long rows of %s from either end", (dtype) => {
  const x = smallNumbers(dtype, [2, 70_001]);
  for (const reverse of [false, true]) {
    expectAgreement(run("cumsum", 1, reverse), [x], tolerance(dtype));
    expectAgreement(run("cummax", 1, reverse), [x], 0);
  }
});

test("a sum of many float32 loses no more than its last rounding", () => {
  const x = hostArray(new Float32Array(100_000).fill(0.1), [100_000], "float32");
  const [result] = onBothEngines(run("cumsum", 0, false), [x]);
  for (const i of [10, 1000, 99_999]) expect(result!.found[i]).toBe(Math.fround((i + 1) * Math.fround(0.1)));
});
