import type { Array as NDArray } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "../index.js";

const x = np.array([10, 20, 30, 40]);

describe("at", () => {
  test("leaves the array as it was", () => {
    x.at(0).set(99);
    expect(x.tolist()).toEqual([10, 20, 30, 40]);
  });

  test("drops writes out of bounds, unless the mode clips them", () => {
    expect(x.at(4).set(1).tolist()).toEqual([10, 20, 30, 40]);
    expect(x.at(-5).set(1).tolist()).toEqual([10, 20, 30, 40]);
    expect(x.at(-1).set(1).tolist()).toEqual([10, 20, 30, 1]);
    expect(x.at([0, 9, -9]).set(1, { mode: "clip" }).tolist()).toEqual([1, 20, 30, 1]);
  });

  test("fills reads out of bounds in mode fill with NaN, the least or the greatest integer, or a value", () => {
    expect(x.at(9).get({ mode: "fill" }).item()).toBeNaN();
    expect(np.arange(3).at([1, 3]).get({ mode: "fill" }).tolist()).toEqual([1, -(2 ** 31)]);
    expect(np.arange(3, { dtype: "uint8" }).at(7).get({ mode: "fill" }).item()).toBe(255);
    expect(x.at([1, 9]).get({ mode: "fill", fillValue: -1 }).tolist()).toEqual([20, -1]);
  });

  test("takes every update of an element that is named twice; of values set, the last", () => {
    expect(x.at([0, 0, 0]).add(1).tolist()).toEqual([13, 20, 30, 40]);
    expect(x.at([0, 0]).subtract([1, 2]).tolist()).toEqual([7, 20, 30, 40]);
    expect(x.at([0, 0]).divide([2, 5]).tolist()).toEqual([1, 20, 30, 40]);
    expect(x.at([0, 0]).set([1, 2]).get(0).item()).toBe(2);
    expect(x.at([1, 1, 2]).min([5, 25, 99]).tolist()).toEqual([10, 5, 30, 40]);
  });

  test("changes the elements of a mask", () => {
    expect(x.at(x.greater(20)).set(0).tolist()).toEqual([10, 20, 0, 0]);
  });

  test("writes what the same index reads, for slices, new axes and arrays together", () => {
    const zeros = np.zeros([3, 4, 5]);
    const ones = np.ones([3, 4, 5]);
    const rows = np.array([2, 0], { dtype: "int32" });
    const writes: readonly NDArray[] = [
      zeros.at("::-2", null, rows, "1:").set(ones.get("::-2", null, rows, "1:")),
      zeros.at(rows, ":", rows).set(1),
      zeros.at("...", -1).add(1),
    ];
    expect(writes.map((written) => written.sum().item())).toEqual([2 * 2 * 4, 2 * 4, 3 * 4]);
    expect(writes[0]?.get("::-2", rows, "1:").min().item()).toBe(1);
  });

  test("a reversed slice takes the values in its own order", () => {
    expect(x.at("::-1").set([1, 2, 3, 4]).tolist()).toEqual([4, 3, 2, 1]);
  });

  test("keeps the dtype of the array, whatever the values are", () => {
    const integers = np.arange(3);
    expect(integers.at(0).set(1.9).tolist()).toEqual([1, 1, 2]);
    expect(integers.at(0).add(np.array(0.5)).dtype).toBe("int32");
    expect(integers.at("1:").power(3).tolist()).toEqual([0, 1, 8]);
    expect(integers.at("1:").power(3).dtype).toBe("int32");
    expect(integers.at(2).divide(4).tolist()).toEqual([0, 1, 0.5]);
    expect(np.ones(2, { dtype: "float16" }).at(0).set(np.array(2)).dtype).toBe("float16");
  });

  test("values that do not fit name both shapes", () => {
    expect(() => x.at(0).set([1, 2])).toThrow(
      new TypeError(
        "x.at(…).set: values of shape [2] do not broadcast to [], the shape of the elements at the index of an array of shape [4]",
      ),
    );
    expect(() => x.at("1:").add([1, 2])).toThrow(
      "x.at(…).add: the values and the elements at the index: shapes [2] and [3] do not broadcast",
    );
  });

  test("a mode that there is not lists those that there are", () => {
    // Users without types pass what the types forbid.
    expect(() => x.at(0).set(1, { mode: "wrap" as "clip" })).toThrow(
      'x.at(…).set: mode "wrap" is none of fill, drop, clip, promise_in_bounds',
    );
  });
});
