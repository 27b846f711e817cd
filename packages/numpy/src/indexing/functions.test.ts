import { ConcretizationTypeError, evalJaxpr, type Array as NDArray, stage } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "../index.js";

const x = np.array([10, 20, 30, 40]);

/** Runs a function on a traced array, as a transformation does. */
const traced = (f: (x: NDArray) => NDArray, like: NDArray) => () => stage(([y]) => [f(y as NDArray)], [like.aval]);

describe("take", () => {
  test("fills, clips or wraps indices out of bounds", () => {
    expect(np.take(x, [9, -1]).tolist()).toEqual([Number.NaN, 40]);
    expect(np.take(x, [9, -9], { mode: "clip" }).tolist()).toEqual([40, 10]);
    expect(np.take(x, [5, -1], { mode: "wrap" }).tolist()).toEqual([20, 40]);
  });

  test("replaces the axis by those of the indices", () => {
    expect(np.take(np.zeros([2, 3, 4]), [[0, 1]], { axis: 1 }).shape).toEqual([2, 1, 2, 4]);
    expect(np.take(np.zeros([2, 3, 4]), 0, { axis: -1 }).shape).toEqual([2, 3]);
    expect(np.take(np.zeros([0, 3]), [], { axis: 0 }).shape).toEqual([0, 3]);
  });

  test("says what is wrong with indices", () => {
    expect(() => np.take(x, [0.5])).toThrow(new TypeError("take: the indices must be integers, found 0.5"));
    expect(() => np.take(np.zeros([0, 3]), 0, { axis: 0 })).toThrow(
      new TypeError("take: axis 0 of the shape [0, 3] has no elements to take"),
    );
  });
});

test("takeAlongAxis reads back what argsort and argmax found", () => {
  const y = np.array([
    [3, 1, 2],
    [9, 7, 8],
  ]);
  expect(np.takeAlongAxis(y, np.argsort(y)).tolist()).toEqual(np.sort(y).tolist());
  expect(np.takeAlongAxis(y, np.argmax(y, { axis: 0, keepdims: true }), { axis: 0 }).tolist()).toEqual([[9, 7, 8]]);
});

test("putAlongAxis writes where takeAlongAxis reads", () => {
  const at = np.array([[1], [0]], { dtype: "int32" });
  const put = np.putAlongAxis(np.zeros([2, 3]), at, [[5], [6]], 1);
  expect(put.tolist()).toEqual([
    [0, 5, 0],
    [6, 0, 0],
  ]);
  expect(np.takeAlongAxis(put, at, { axis: 1 }).tolist()).toEqual([[5], [6]]);
});

describe("delete and insert", () => {
  test("take numbers, lists, slices and masks", () => {
    expect(np.delete(x, -1).tolist()).toEqual([10, 20, 30]);
    expect(np.delete(x, [0, 0, 2]).tolist()).toEqual([20, 40]);
    expect(np.delete(x, "::2").tolist()).toEqual([20, 40]);
    expect(np.delete(x, [true, false, false, true]).tolist()).toEqual([20, 30]);
    expect(np.insert(x, [0, 4], 5).tolist()).toEqual([5, 10, 20, 30, 40, 5]);
    expect(np.insert(x, [2, 0, 2], [1, 2, 3]).tolist()).toEqual([2, 10, 20, 1, 3, 30, 40]);
    expect(np.insert(np.zeros([2, 2]), 1, [7, 8], { axis: 1 }).tolist()).toEqual([
      [0, 7, 0],
      [0, 8, 0],
    ]);
  });

  test("find the same places for traced positions", () => {
    const at = np.array([3, -4], { dtype: "int32" });
    const both = (f: (positions: NDArray) => NDArray) => {
      const { jaxpr, consts } = stage(([positions]) => [f(positions as NDArray)], [at.aval]);
      return [evalJaxpr(jaxpr, consts, [at])[0]?.tolist(), f(at).tolist()];
    };
    expect(both((positions) => np.delete(x, positions, { assumeUniqueIndices: true }))).toEqual([
      [20, 30],
      [20, 30],
    ]);
    expect(both((positions) => np.insert(x, positions, [1, 2]))).toEqual([
      [2, 10, 20, 30, 1, 40],
      [2, 10, 20, 30, 1, 40],
    ]);
  });

  test("refuse positions out of bounds, and traced ones that may repeat", () => {
    expect(() => np.delete(x, 4)).toThrow(
      new TypeError("delete: position 4 is out of bounds for an axis of 4 elements"),
    );
    expect(traced((at) => np.delete(x, at), np.zeros(2, { dtype: "int32" }))).toThrow(ConcretizationTypeError);
  });
});

test("choose raises, wraps or clips numbers that have no choice", () => {
  const choices = [
    [0, 1],
    [10, 11],
  ];
  expect(np.choose([1, 0], choices).tolist()).toEqual([10, 1]);
  expect(np.choose([2, -1], choices, { mode: "wrap" }).tolist()).toEqual([0, 11]);
  expect(np.choose([2, -1], choices, { mode: "clip" }).tolist()).toEqual([10, 1]);
  expect(() => np.choose([2, 0], choices)).toThrow('choose: 2 is not an index from 0 to 1; use mode "wrap" or "clip"');
});

test("unravelIndex and ravelMultiIndex are inverse to each other", () => {
  const flat = np.arange(24);
  const coordinates = np.unravelIndex(flat, [2, 3, 4]);
  expect(np.ravelMultiIndex(coordinates, [2, 3, 4]).tolist()).toEqual(flat.tolist());
  expect(coordinates.map((at) => at.get(-1).item())).toEqual([1, 2, 3]);
});

test("fillDiagonal repeats values, and wraps in a tall matrix if asked to", () => {
  const tall = np.zeros([5, 2]);
  expect(np.fillDiagonal(tall, [1, 2]).tolist()).toEqual([
    [1, 0],
    [0, 2],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(np.fillDiagonal(tall, 1, { wrap: true }).tolist()).toEqual([
    [1, 0],
    [0, 1],
    [0, 0],
    [1, 0],
    [0, 1],
  ]);
});

test("what changes an array in place elsewhere says that arrays never change", () => {
  // Users without types pass what the types forbid.
  const options = { inplace: true } as unknown as { readonly inplace: false };
  expect(() => np.place(x, x.greater(0), 1, options)).toThrow(
    "place: arrays never change; leave inplace out, and use the array that is returned",
  );
});

test("compress, extract and place agree with loops, with and without a size", () => {
  const mask = [false, true, true, false];
  expect(np.compress(mask, x).tolist()).toEqual([20, 30]);
  expect(np.extract(mask, x, { size: 3, fillValue: -1 }).tolist()).toEqual([20, 30, -1]);
  expect(np.place(x, mask, [1, 2, 3]).tolist()).toEqual([10, 1, 2, 40]);
  expect(() => np.compress([false, false, false, false, true], x)).toThrow(
    "compress: the condition is true at 4, beyond axis 0 of the shape [4]",
  );
});

test("trimZeros trims every axis of a matrix, or the ends asked for", () => {
  expect(np.trimZeros([0, 1, 0, 2, 0], { trim: "b" }).tolist()).toEqual([0, 1, 0, 2]);
  expect(
    np
      .trimZeros([
        [0, 0, 0],
        [0, 5, 0],
      ])
      .tolist(),
  ).toEqual([[5]]);
  expect(np.trimZeros([0, 0]).shape).toEqual([0]);
});
