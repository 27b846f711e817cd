import { describe, expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import {
  abs,
  add,
  and,
  clamp,
  eq,
  floor,
  integerPow,
  isFinite,
  lt,
  max,
  neg,
  not,
  pow,
  rem,
  round,
  selectN,
  shiftLeft,
  sin,
  stopGradient,
} from "../index.js";

const kinds = (list: string, found: string) => `takes ${list} dtypes, found ${found}; convert with astype`;
const numbers = "signed integer, unsigned integer, floating, complex";

describe("operations of one input", () => {
  test("keep its type, weakness included", () => {
    expect(results(sin, ["bf16[2,3]"])).toEqual(["bf16[2,3]"]);
    expect(results(neg, ["~i32[]"])).toEqual(["~i32[]"]);
    expect(results(stopGradient, ["key<fry>[2]"])).toEqual(["key<fry>[2]"]);
    expect(results(round, ["f16[3]"], { roundingMethod: 1 })).toEqual(["f16[3]"]);
  });

  test("but for absolute values of complex numbers, which are real, and tests, which are bool", () => {
    expect(results(abs, ["c64[2]"])).toEqual(["f32[2]"]);
    expect(results(abs, ["c128[2]"])).toEqual(["f64[2]"]);
    expect(results(abs, ["i8[2]"])).toEqual(["i8[2]"]);
    expect(results(isFinite, ["f32[2]"])).toEqual(["bool[2]"]);
  });

  test("refuse dtypes that they have no meaning for", () => {
    refuses(`sin: ${kinds("floating, complex", "i32[2]")}`, () => results(sin, ["i32[2]"]));
    refuses(`neg: ${kinds(numbers, "bool[2]")}`, () => results(neg, ["bool[2]"]));
    refuses(`neg: ${kinds(numbers, "key<fry>[]")}`, () => results(neg, ["key<fry>[]"]));
    refuses(`neg: ${kinds(numbers, "float0[2]")}`, () => results(neg, ["float0[2]"]));
    refuses(`floor: ${kinds("floating", "c64[2]")}`, () => results(floor, ["c64[2]"]));
    refuses(`not: ${kinds("bool, signed integer, unsigned integer", "f32[2]")}`, () => results(not, ["f32[2]"]));
    refuses(`round: ${kinds("floating", "i32[]")}`, () => results(round, ["i32[]"], { roundingMethod: 0 }));
  });
});

describe("operations of two inputs", () => {
  test("take equal shapes, or a scalar beside any; the result is weak only if both are", () => {
    expect(results(add, ["f32[2,3]", "f32[2,3]"])).toEqual(["f32[2,3]"]);
    expect(results(add, ["~f32[]", "f32[2]"])).toEqual(["f32[2]"]);
    expect(results(add, ["~f32[]", "~f32[2]"])).toEqual(["~f32[2]"]);
    expect(results(max, ["bool[2]", "bool[]"])).toEqual(["bool[2]"]);
  });

  test("refuse others, which numpy would broadcast or promote", () => {
    refuses("add: the shapes differ: f32[2,1] and f32[2]; broadcast one, or use numpy, which broadcasts", () =>
      results(add, ["f32[2,1]", "f32[2]"]),
    );
    refuses("add: the dtypes differ: i32[] and f32[]; convert one with astype, or use numpy, which promotes", () =>
      results(add, ["i32[]", "f32[]"]),
    );
    refuses(`add: ${kinds(numbers, "bool[]")}`, () => results(add, ["bool[]", "bool[]"]));
    refuses(`rem: ${kinds("signed integer, unsigned integer, floating", "c64[]")}`, () =>
      results(rem, ["c64[]", "c64[]"]),
    );
    refuses(`and: ${kinds("bool, signed integer, unsigned integer", "f32[]")}`, () => results(and, ["f32[]", "f32[]"]));
    refuses(`shift_left: ${kinds("signed integer, unsigned integer", "bool[]")}`, () =>
      results(shiftLeft, ["bool[]", "bool[]"]),
    );
  });

  test("that compare give bool, never weak; there is an order of real numbers only, and equality of keys too", () => {
    expect(results(lt, ["~f32[]", "~f32[]"])).toEqual(["bool[]"]);
    expect(results(eq, ["c64[2]", "c64[2]"])).toEqual(["bool[2]"]);
    expect(results(eq, ["key<fry>[2]", "key<fry>[2]"])).toEqual(["bool[2]"]);
    refuses(`lt: ${kinds("bool, signed integer, unsigned integer, floating", "c64[]")}`, () =>
      results(lt, ["c64[]", "c64[]"]),
    );
  });
});

describe("powers", () => {
  test("have exponents of the same dtype, or integers", () => {
    expect(results(pow, ["f32[2]", "f32[]"])).toEqual(["f32[2]"]);
    expect(results(pow, ["c64[2]", "i8[2]"])).toEqual(["c64[2]"]);
    refuses(`pow: ${kinds("signed integer, unsigned integer", "f16[]")}`, () => results(pow, ["f32[]", "f16[]"]));
    refuses(`pow: ${kinds("floating, complex", "i32[]")}`, () => results(pow, ["i32[]", "i32[]"]));
  });

  test("with a static exponent take an integer, which is negative for no integers", () => {
    expect(results(integerPow, ["f32[2]"], { y: -2 })).toEqual(["f32[2]"]);
    expect(results(integerPow, ["i32[2]"], { y: 3 })).toEqual(["i32[2]"]);
    refuses("integer_pow: the exponent must be an integer, found 0.5", () =>
      results(integerPow, ["f32[]"], { y: 0.5 }),
    );
    refuses("integer_pow: integers have no negative powers, found -1 for i32[2]", () =>
      results(integerPow, ["i32[2]"], { y: -1 }),
    );
  });
});

describe("selection", () => {
  test("is by bool between two cases, by int32 between any number, each element or all of them", () => {
    expect(results(selectN, ["bool[2]", "f32[2]", "f32[2]"])).toEqual(["f32[2]"]);
    expect(results(selectN, ["i32[2]", "f32[2]", "f32[2]", "f32[2]"])).toEqual(["f32[2]"]);
    expect(results(selectN, ["bool[]", "key<fry>[3]", "key<fry>[3]"])).toEqual(["key<fry>[3]"]);
    expect(results(selectN, ["i32[]", "~f32[]"])).toEqual(["~f32[]"]);
  });

  test("refuses other selectors, and cases that differ", () => {
    refuses("select_n: takes at least one array", () => results(selectN, ["bool[]"]));
    refuses("select_n: the selector of 3 cases must be int32, or bool for two, found bool[]", () =>
      results(selectN, ["bool[]", "f32[]", "f32[]", "f32[]"]),
    );
    refuses("select_n: the selector of 2 cases must be int32, or bool for two, found f32[]", () =>
      results(selectN, ["f32[]", "f32[]", "f32[]"]),
    );
    refuses("select_n: the dtypes differ: f32[] and i32[]; convert one with astype, or use numpy, which promotes", () =>
      results(selectN, ["bool[]", "f32[]", "i32[]"]),
    );
    const differ = "broadcast one, or use numpy, which broadcasts";
    refuses(`select_n: the shapes differ: bool[2] and f32[3] and f32[3]; ${differ}`, () =>
      results(selectN, ["bool[2]", "f32[3]", "f32[3]"]),
    );
    refuses(`select_n: the shapes differ: f32[2] and f32[3]; ${differ}`, () =>
      results(selectN, ["bool[]", "f32[2]", "f32[3]"]),
    );
  });

  test("within bounds takes scalars, or bounds for each element, and keeps the type of what it clamps", () => {
    expect(results(clamp, ["~f32[]", "f32[3]", "f32[3]"])).toEqual(["f32[3]"]);
    refuses("clamp: the shapes differ: f32[2] and f32[3]; broadcast one, or use numpy, which broadcasts", () =>
      results(clamp, ["f32[2]", "f32[3]", "f32[]"]),
    );
    refuses("clamp: the shapes differ: f32[3] and f32[]; broadcast one, or use numpy, which broadcasts", () =>
      results(clamp, ["f32[]", "f32[]", "f32[3]"]),
    );
    refuses(`clamp: ${kinds("bool, signed integer, unsigned integer, floating", "c64[]")}`, () =>
      results(clamp, ["c64[]", "c64[]", "c64[]"]),
    );
  });
});
