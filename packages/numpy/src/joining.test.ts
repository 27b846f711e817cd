import { describe, expect, test } from "vitest";
import * as np from "./index.js";

describe("what is no list of arrays is refused by the name of the function that got it", () => {
  const joins = {
    concatenate: np.concatenate,
    stack: np.stack,
    hstack: np.hstack,
    vstack: np.vstack,
    dstack: np.dstack,
  };
  test.each(Object.entries(joins))("%s", (name, join) => {
    for (const [given, found] of [
      [3, "3"],
      [null, "null"],
      [undefined, "undefined"],
      [np.array(1), "the array f32[]"],
    ]) {
      expect(() => join(given as never)).toThrow(
        new TypeError(`${name}: takes a list of arrays, found ${found}; put a single one into a list`),
      );
    }
    expect(() => join([])).toThrow(`${name}: needs at least one array`);
  });
});

test("null stands for a bound of arange that is not given, and something else than a number is refused", () => {
  expect(np.arange(3, null as never).tolist()).toEqual([0, 1, 2]);
  expect(() => np.arange(null as never)).toThrow("arange: needs a number to stop at");
  expect(() => np.arange("3" as never)).toThrow("arange: a bound must be a number, found 3");
  expect(() => np.arange(np.ones([2]))).toThrow("arange: a bound must be a number, found f32[2]");
});

test("reshape to nothing says what it found", () => {
  expect(() => np.ones([2]).reshape(undefined as never)).toThrow(
    "reshape: a shape holds integers of zero or more, found undefined in [undefined]",
  );
});
