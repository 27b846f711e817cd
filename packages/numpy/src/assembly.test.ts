import { type Array as NDArray, shapedArray, stage } from "@hyrax/core";
import { expect, test } from "vitest";
import * as np from "./index.js";

const list = (x: NDArray) => x.tolist();
const lists = (xs: readonly NDArray[]) => xs.map(list);
const count = (...shape: number[]) => np.arange(shape.reduce((a, b) => a * b, 1)).reshape(shape);

test("one size of a shape may follow from the others", () => {
  expect(np.reshape(count(2, 6), [3, -1]).shape).toEqual([3, 4]);
  expect(list(np.reshape(count(2, 3), [3, 2], { order: "F" }))).toEqual([
    [0, 4],
    [3, 2],
    [1, 5],
  ]);
  expect(() => np.reshape(count(2, 3), [4, -1])).toThrow(
    /no size in place of -1 makes \[4, -1\] hold the 6 elements of i32\[2,3\]/,
  );
  expect(() => np.reshape(count(2, 3), [2, 4])).toThrow(TypeError);
});

test("axes move, and wrong ones are errors that name them", () => {
  expect(np.moveaxis(count(2, 3, 4), [0, 1], [2, 0]).shape).toEqual([3, 4, 2]);
  expect(np.transpose(count(2, 3, 4), [-1, 0, 1]).shape).toEqual([4, 2, 3]);
  expect(np.expandDims(count(2, 3), [0, -1]).shape).toEqual([1, 2, 3, 1]);
  expect(() => np.moveaxis(count(2, 3), 0, 5)).toThrow(/moveaxis: axis 5 is out of range/);
  expect(() => np.transpose(count(2, 3), [0, 0])).toThrow(/name the same axis/);
  expect(() => np.squeeze(count(2, 3), 0)).toThrow(/only axes of size 1/);
});

test("arrays join with promotion, and shapes that do not fit are named", () => {
  const joined = np.concatenate([np.array([1], { dtype: "int32" }), [0.5]]);
  expect([joined.dtype, list(joined)]).toEqual(["float32", [1, 0.5]]);
  expect(list(np.concatenate([count(1, 2), count(2, 2)], { axis: null }))).toEqual([0, 1, 0, 1, 2, 3]);
  expect(() => np.concatenate([count(2, 3), count(2, 4)])).toThrow(/i32\[2,3\], i32\[2,4\]/);
  expect(() => np.stack([count(2), count(3)])).toThrow(
    "stack: the arrays must have the same shape, found i32[2], i32[3]",
  );
  expect(() => np.concatenate([])).toThrow(/needs at least one array/);
  expect(
    list(
      np.block([
        [np.ones([2, 2]), np.zeros([2, 1])],
        [np.zeros([1, 2]), np.full([1, 1], 7)],
      ]),
    ),
  ).toEqual([
    [1, 1, 0],
    [1, 1, 0],
    [0, 0, 7],
  ]);
});

test("arrays split into equal parts, at indices, or as equally as can be", () => {
  expect(lists(np.split(np.arange(6), [1, 4]))).toEqual([[0], [1, 2, 3], [4, 5]]);
  expect(lists(np.split(np.arange(3), [2, 5]))).toEqual([[0, 1], [2], []]);
  expect(lists(np.arraySplit(np.arange(5), 2))).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
  expect(() => np.split(np.arange(5), 2)).toThrow(/2 equal parts do not divide; use arraySplit/);
});

test("tiles and repetitions agree with lists written out", () => {
  expect(list(np.tile([0, 1], [2, 2]))).toEqual([
    [0, 1, 0, 1],
    [0, 1, 0, 1],
  ]);
  expect(np.tile(count(2, 3), 2).shape).toEqual([2, 6]);
  expect(list(np.repeat([1, 2, 3], np.array([1, 0, 2], { dtype: "int32" })))).toEqual([1, 3, 3]);
  expect(list(np.repeat(count(2, 2), 2, { axis: 1 }))).toEqual([
    [0, 0, 1, 1],
    [2, 2, 3, 3],
  ]);
  expect(list(np.resize([1, 2, 3], [2, 4]))).toEqual([
    [1, 2, 3, 1],
    [2, 3, 1, 2],
  ]);
  expect(() => np.repeat([1, 2], [1, 2, 3])).toThrow(/one number of repetitions or one for each of 2 slices/);
});

test.each([
  [[1, 0, 2], 3],
  [[0, 0, 3], 5],
  [[2, 2, 2], 4],
  [[0, 3, 0], 3],
] as const)(
  "repetitions %j that are traced give %i slices: too many repeat the last, too few are cut off",
  (repeats, length) => {
    const all = repeats.flatMap((n, i) => Array<number>(n).fill(i));
    const expected = Array.from({ length }, (_, i) => all[i] ?? 2);
    expect(
      list(np.repeat(np.arange(3), np.array([...repeats], { dtype: "int32" }), { totalRepeatLength: length })),
    ).toEqual(expected);
  },
);

test("elements roll round, by numbers and by traced arrays alike", () => {
  const x = count(3, 4);
  expect(list(np.roll(count(2, 3), 1))).toEqual([
    [5, 0, 1],
    [2, 3, 4],
  ]);
  for (const shift of [-9, -1, 0, 2, 5]) {
    const traced = np.array(shift, { dtype: "int32" });
    expect(list(np.roll(x, traced, { axis: 1 }))).toEqual(list(np.roll(x, shift, { axis: 1 })));
  }
  const { jaxpr } = stage(([n]) => [np.roll(x, n as NDArray, { axis: 0 })], [shapedArray([], "int32")]);
  expect(jaxpr.outAvals.map(String)).toEqual(["i32[3,4]"]);
  expect(list(np.roll(x, [1, -1], { axis: [0, 1] }))).toEqual([
    [9, 10, 11, 8],
    [1, 2, 3, 0],
    [5, 6, 7, 4],
  ]);
});

test("four quarter turns are none", () => {
  const x = count(2, 3);
  expect(list(np.rot90(x))).toEqual([
    [2, 5],
    [1, 4],
    [0, 3],
  ]);
  expect(list(np.rot90(np.rot90(x), { k: 3 }))).toEqual(list(x));
  expect(list(np.rot90(x, { k: 2 }))).toEqual(list(np.flip(x)));
});

// NumPy's answers: np.pad([1, 2, 3], (5, 4), mode)
test.each([
  ["edge", [1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3]],
  ["reflect", [2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3]],
  ["symmetric", [2, 3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1]],
  ["wrap", [2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1]],
  ["maximum", [3, 3, 3, 3, 3, 1, 2, 3, 3, 3, 3, 3]],
  ["mean", [2, 2, 2, 2, 2, 1, 2, 3, 2, 2, 2, 2]],
] as const)("padding in mode %s continues the array as often as the widths need", (mode, expected) => {
  expect(list(np.pad(np.array([1, 2, 3], { dtype: "int32" }), [5, 4], { mode }))).toEqual(expected);
});

test("padding takes widths and values for each axis, ramps and odd reflections", () => {
  expect(
    list(
      np.pad(
        [[1]],
        [
          [1, 0],
          [0, 2],
        ],
        {
          constantValues: [
            [5, 5],
            [7, 8],
          ],
        },
      ),
    ),
  ).toEqual([
    [5, 8, 8],
    [1, 8, 8],
  ]);
  expect(list(np.pad([4, 8], [2, 1], { mode: "linear_ramp", endValues: 0 }))).toEqual([0, 2, 4, 8, 0]);
  expect(list(np.pad([1, 2, 4], [2, 2], { mode: "reflect", reflectType: "odd" }))).toEqual([-2, 0, 1, 2, 4, 6, 7]);
  expect(() => np.pad([1, 2], [1, 2, 3])).toThrow(/does not fit 1 axes/);
  expect(() => np.pad(np.zeros([0]), 1, { mode: "edge" })).toThrow(/nothing to continue/);
  expect(() => np.pad([1], 1, { mode: "mirror" as never })).toThrow(/is not a mode/);
});

test("functions apply along an axis, over axes, and to scalars", () => {
  const x = count(2, 3, 2);
  expect(list(np.applyAlongAxis((row) => np.flip(row), 1, x))).toEqual(list(np.flip(x, { axis: 1 })));
  expect(np.applyAlongAxis((row) => np.stack([row, row]), 1, x).shape).toEqual([2, 2, 3, 2]);
  expect(np.applyOverAxes(np.sum, x, [0, 2]).shape).toEqual([1, 3, 1]);
  const wider = np.vectorize((a, b) => np.where(a.greater(b), a, b.neg()));
  expect(list(wider([[1], [5]], [3, 4]) as NDArray)).toEqual([
    [-3, -4],
    [5, 5],
  ]);
  const products = np.vectorize((m, v) => np.dot(m, v), { signature: "(i,j),(j)->(i)" });
  expect((products(np.ones([4, 2, 3]), np.ones([3])) as NDArray).shape).toEqual([4, 2]);
  expect(
    list(
      np.piecewise(
        [-1, 0, 2],
        [
          [true, false, false],
          [false, false, true],
        ],
        [(v) => v.neg(), 9, 5],
      ),
    ),
  ).toEqual([1, 5, 9]);
});
