import { expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import {
  randomBits,
  randomFoldIn,
  randomSeed,
  randomSplit,
  randomUnwrap,
  randomWrap,
  threefry2x32,
} from "../library.js";

test("the cipher takes four arrays of words, and returns two", () => {
  expect(results(threefry2x32, ["u32[]", "u32[]", "u32[5]", "u32[5]"])).toEqual(["u32[5]", "u32[5]"]);
  refuses("threefry2x32: takes four uint32 arrays, found u32[], u32[]", () =>
    results(threefry2x32, ["u32[]", "u32[]"]),
  );
  refuses("threefry2x32: takes four uint32 arrays, found i32[], u32[], u32[], u32[]", () =>
    results(threefry2x32, ["i32[]", "u32[]", "u32[]", "u32[]"]),
  );
});

test("keys come from seeds, keys and words, and go back to words", () => {
  expect(results(randomSeed, ["i32[3]"])).toEqual(["key<fry>[3]"]);
  expect(results(randomSplit, ["key<fry>[3]"], { shape: [2, 4] })).toEqual(["key<fry>[3,2,4]"]);
  expect(results(randomFoldIn, ["key<fry>[]", "u32[5]"])).toEqual(["key<fry>[5]"]);
  expect(results(randomWrap, ["u32[3,2]"])).toEqual(["key<fry>[3]"]);
  expect(results(randomUnwrap, ["key<fry>[3]"])).toEqual(["u32[3,2]"]);
});

test("bits are unsigned integers of the width that is asked for, an array of them for each key", () => {
  for (const bitWidth of [8, 16, 32, 64] as const) {
    expect(results(randomBits, ["key<fry>[3]"], { bitWidth, shape: [2] })).toEqual([`u${bitWidth}[3,2]`]);
  }
});

test("what takes a key refuses its words, and says what makes keys", () => {
  const text = "takes typed keys, found u32[2]; random.key makes them";
  refuses(`random_split: ${text}`, () => results(randomSplit, ["u32[2]"], { shape: [2] }));
  refuses(`random_fold_in: ${text}`, () => results(randomFoldIn, ["u32[2]", "u32[]"]));
  refuses(`random_bits: ${text}`, () => results(randomBits, ["u32[2]"], { bitWidth: 32, shape: [] }));
  refuses(`random_unwrap: ${text}`, () => results(randomUnwrap, ["u32[2]"]));
});

test("words of a key are pairs of uint32", () => {
  refuses("random_wrap: key data is uint32 with a last axis of 2, found u32[3]", () => results(randomWrap, ["u32[3]"]));
  refuses("random_wrap: key data is uint32 with a last axis of 2, found i32[2]", () => results(randomWrap, ["i32[2]"]));
});
