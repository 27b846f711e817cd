import { expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { sort, topK } from "../index.js";

test("a sort keeps the types of all that it moves", () => {
  const params = { dimension: 1, isStable: true, numKeys: 1 };
  expect(results(sort, ["f32[2,3]", "i32[2,3]"], params)).toEqual(["f32[2,3]", "i32[2,3]"]);
});

test("a sort refuses axes, numbers of keys and shapes that do not fit", () => {
  const params = { dimension: 0, isStable: true, numKeys: 1 };
  refuses("sort: takes at least one array", () => results(sort, [], params));
  refuses("sort: the axes [0] must be different axes of f32[]", () => results(sort, ["f32[]"], params));
  refuses("sort: numKeys must be from 1 to 2, the number of inputs, found 3", () =>
    results(sort, ["f32[2]", "f32[2]"], { ...params, numKeys: 3 }),
  );
  refuses("sort: numKeys must be from 1 to 1, the number of inputs, found 0", () =>
    results(sort, ["f32[2]"], { ...params, numKeys: 0 }),
  );
  refuses("sort: the shapes differ: f32[2] and i32[3]; broadcast one, or use numpy, which broadcasts", () =>
    results(sort, ["f32[2]", "i32[3]"], params),
  );
});

test("the greatest elements come with their int32 indices, as many as are asked for", () => {
  expect(results(topK, ["f32[2,5]"], { k: 3, axis: 1 })).toEqual(["f32[2,3]", "i32[2,3]"]);
  expect(results(topK, ["u8[2,5]"], { k: 0, axis: 0 })).toEqual(["u8[0,5]", "i32[0,5]"]);
  for (const k of [6, -1, 1.5]) {
    refuses(`top_k: k must be from 0 to 5, the size of axis 1 of f32[2,5], found ${k}`, () =>
      results(topK, ["f32[2,5]"], { k, axis: 1 }),
    );
  }
  refuses("top_k: takes signed integer, unsigned integer, floating dtypes, found c64[2]; convert with astype", () =>
    results(topK, ["c64[2]"], { k: 1, axis: 0 }),
  );
});
