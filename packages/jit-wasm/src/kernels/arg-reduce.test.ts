import { argmax, argmin, config, type DType, hostArray, type Array as NDArray } from "@hyrax/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectSame, onBothEngines } from "../../test-support/both-engines.js";
import { everyDtype } from "../../test-support/elements.js";
import { oddNumbers } from "../../test-support/odd-numbers.js";

beforeEach(() => config.update("enableX64", true));

afterEach(() => config.update("enableX64", false));

const search =
  (name: "argmax" | "argmin", axis: number, indexDtype: DType = "int32") =>
  (x: NDArray) => {
    return [{ argmax, argmin }[name](x, { axes: [axis], indexDtype })];
  };

describe.each(["argmax", "argmin"] as const)("%s", (name) => {
  test.each(everyDtype.filter((dtype) => !dtype.startsWith("complex")))("of %s along any axis", (dtype) => {
    for (const shape of [[1], [2], [3], [4], [5], [15], [16], [17], [255], [4097], [3, 4, 5], [7, 33], [5, 1, 9]]) {
      for (const odd of [0, 0.1]) {
        // Few different numbers, so that the first of several has to be found.
        const x = oddNumbers(dtype, shape, shape.length + odd, { odd, distinct: 9 });
        for (const axis of shape.keys()) expectSame(search(name, axis), [x]);
      }
    }
  });

  test("of many rows and columns, which threads share, as indices of other dtypes", () => {
    const x = oddNumbers("float32", [300, 701], 7, { odd: 0, distinct: 1e6 });
    for (const axis of [0, 1]) {
      for (const indexDtype of ["int32", "int64", "uint32", "int16"] as const) {
        expectSame(search(name, axis, indexDtype), [x]);
      }
    }
  });

  test("finds the last element, a zero of either sign, and the first NaN", () => {
    const sign = name === "argmax" ? 1 : -1;
    const of = (elements: readonly number[]) => {
      const x = hostArray(Float32Array.from(elements), [elements.length], "float32");
      return onBothEngines(search(name, 0), [x])[0]!.found[0];
    };
    expect(of([...new Array<number>(99).fill(0), sign])).toBe(99);
    expect(of([-sign, -0, 0, -sign])).toBe(1);
    expect(of([-sign, 0, -0, -sign])).toBe(1);
    expect(of([sign * Number.POSITIVE_INFINITY, 1, Number.NaN, 2, Number.NaN])).toBe(2);
  });
});
