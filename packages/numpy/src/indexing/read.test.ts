import { NonConcreteBooleanIndexError, stage } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "../index.js";

const grid = (...shape: number[]) => np.arange(shape.reduce((a, b) => a * b, 1)).reshape(shape);

/** The elements that NumPy takes, by loops over coordinates. */
describe("get", () => {
  test("takes what Python's slices take, for all bounds and steps around a small axis", () => {
    const items = [0, 1, 2, 3, 4];
    const x = np.array(items);
    for (const start of [undefined, -7, -5, -2, 0, 1, 4, 5, 9]) {
      for (const stop of [undefined, -7, -5, -1, 0, 3, 5, 9]) {
        for (const step of [undefined, -7, -2, -1, 1, 2, 7]) {
          const text = `${start ?? ""}:${stop ?? ""}:${step ?? ""}` as const;
          expect([text, x.get(text).tolist()]).toEqual([text, pythonSlice(items, start, stop, step)]);
        }
      }
    }
  });

  test("clamps numbers and arrays out of bounds", () => {
    const x = np.array([10, 20, 30]);
    expect([x.get(9).item(), x.get(-9).item(), x.get(-1).item()]).toEqual([30, 10, 30]);
    expect(x.get([5, -1, -8]).tolist()).toEqual([30, 30, 10]);
  });

  test("puts the axes of arrays where the first of them stands, or first if a slice, a null or an ellipsis parts them", () => {
    const x = grid(2, 3, 4, 5);
    const i = np.zeros([7, 6], { dtype: "int32" });
    expect(x.get(":", i, i).shape).toEqual([2, 7, 6, 5]);
    expect(x.get(i, ":", i).shape).toEqual([7, 6, 3, 5]);
    expect(x.get(0, ":", i).shape).toEqual([7, 6, 3, 5]);
    expect(x.get(":", 0, i).shape).toEqual([2, 7, 6, 5]);
    expect(x.get(i, null, i).shape).toEqual([7, 6, 1, 4, 5]);
    expect(x.get(i, i, i, "...", i).shape).toEqual([7, 6]);
    expect(x.get("...", i).shape).toEqual([2, 3, 4, 7, 6]);
  });

  test("takes the elements of mixed indices that nested loops take", () => {
    const x = grid(3, 4, 5);
    const nested = x.tolist() as number[][][];
    const rows = [2, 0];
    const columns = [1, 3];
    expect(x.get(rows, "1:", columns).tolist()).toEqual(
      rows.map((r, k) => [1, 2, 3].map((j) => nested[r]?.[j]?.[columns[k] as number])),
    );
    expect(x.get("::-2", rows).tolist()).toEqual([2, 0].map((i) => rows.map((r) => nested[i]?.[r])));
  });

  test("a mask takes the elements where it is true, beside other items", () => {
    const x = grid(3, 4);
    expect(x.get([true, false, true], 1).tolist()).toEqual([1, 9]);
    expect(x.get(x.greater(8)).tolist()).toEqual([9, 10, 11]);
  });

  test("reads nothing from an index without elements", () => {
    expect(grid(3, 4).get([]).shape).toEqual([0, 4]);
    expect(np.zeros([0, 4]).get([]).shape).toEqual([0, 4]);
  });
});

describe("an index that does not fit names its item, axis and shape:", () => {
  const x = np.zeros([3, 4]);
  // Users without types pass what the types forbid.
  const get =
    (...index: readonly unknown[]) =>
    () =>
      x.get(...(index as readonly []));

  test.for<[string, readonly unknown[], string]>([
    ["too many items", [0, 0, 0], "x.get: the index has 3 items that take an axis, but the shape [3, 4] has 2 axes"],
    [
      "a fraction",
      [0, 1.5],
      'x.get: item 1 of the index is the number 1.5; items are integers, slices such as "1:-1", "...", null, and integer or boolean arrays',
    ],
    [
      "a text",
      ["1-2"],
      'x.get: item 0 of the index is the text "1-2"; items are integers, slices such as "1:-1", "...", null, and integer or boolean arrays',
    ],
    ["a step of zero", ["::0"], 'the slice "::0" has a step of 0; a step is 1 or more, or −1 or less'],
    ["two ellipses", ["...", "..."], 'x.get: "..." stands for all axes that are left, so an index has it once at most'],
    [
      "a mask of another shape",
      [0, [true, false]],
      "x.get: item 1 of the index is a mask of shape [2], but the axes from 1 of [3, 4] that it covers are [4]; they must be equal",
    ],
    ["an axis without elements", [], ""],
  ])("%s", ([, index, message]) => {
    if (message === "") {
      expect(() => np.zeros([0, 4]).get(1)).toThrow(
        "x.get: index 1 of axis 0, which has no elements: the shape is [0, 4]",
      );
      return;
    }
    expect(get(...index)).toThrow(new TypeError(message));
  });

  test("a float array", () => {
    expect(get(np.ones(2))).toThrow("item 0 of the index is the array f32[2]");
  });

  test("a traced mask", () => {
    const read = () => stage(([mask]) => [x.get(mask as never)], [np.zeros(3, { dtype: "bool" }).aval]);
    expect(read).toThrow(NonConcreteBooleanIndexError);
    expect(read).toThrow("Use np.where(mask, …, …) instead, which keeps the shape");
  });
});

/** Python's slicing by its definition: walk from the start while the stop is not reached, keeping what exists. */
function pythonSlice(items: readonly number[], start?: number, stop?: number, step = 1): number[] {
  const n = items.length;
  const clampTo = (i: number, low: number, high: number) => Math.min(Math.max(i < 0 ? i + n : i, low), high);
  const taken: number[] = [];
  if (step > 0) {
    const end = stop === undefined ? n : clampTo(stop, 0, n);
    for (let i = start === undefined ? 0 : clampTo(start, 0, n); i < end; i += step) taken.push(items[i] as number);
  } else {
    const end = stop === undefined ? -1 : clampTo(stop, -1, n - 1);
    for (let i = start === undefined ? n - 1 : clampTo(start, -1, n - 1); i > end; i += step)
      taken.push(items[i] as number);
  }
  return taken;
}
