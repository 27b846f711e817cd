import { expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { type DType, dotGeneral } from "../index.js";

const dot = (
  lhs: string,
  rhs: string,
  [lhsContract, rhsContract, lhsBatch, rhsBatch]: readonly (readonly number[])[],
  preferredElementType: DType | null = null,
) =>
  results(dotGeneral, [lhs, rhs], {
    dimensionNumbers: {
      lhsContract: lhsContract ?? [],
      rhsContract: rhsContract ?? [],
      lhsBatch: lhsBatch ?? [],
      rhsBatch: rhsBatch ?? [],
    },
    preferredElementType,
  });

test("a product has the batch axes, then the free ones of the left, then those of the right", () => {
  expect(dot("f32[2,3]", "f32[3,4]", [[1], [0]])).toEqual(["f32[2,4]"]);
  expect(dot("f32[2,5,3]", "f32[3,4,5]", [[2], [0], [1], [2]])).toEqual(["f32[5,2,4]"]);
  expect(dot("f32[2]", "f32[3]", [])).toEqual(["f32[2,3]"]);
  expect(dot("c64[3]", "c64[3]", [[0], [0]])).toEqual(["c64[]"]);
});

test("a product has the dtype of its inputs, or the one that is asked for, which is strong", () => {
  expect(dot("i8[3]", "i8[3]", [[0], [0]], "int32")).toEqual(["i32[]"]);
  expect(dot("~f32[3]", "~f32[3]", [[0], [0]])).toEqual(["~f32[]"]);
  expect(dot("~f32[3]", "~f32[3]", [[0], [0]], "float32")).toEqual(["f32[]"]);
});

test("a product refuses axes of different sizes, and axes that are none", () => {
  refuses("dot_general: the axes [1] of f32[2,3] and [0] of f32[2,4] must have the same sizes", () =>
    dot("f32[2,3]", "f32[2,4]", [[1], [0]]),
  );
  refuses("dot_general: the axes [2, 0] of f32[2,2,3] and [1, 0] of f32[4,3] must have the same sizes", () =>
    dot("f32[2,2,3]", "f32[4,3]", [[2], [1], [0], [0]]),
  );
  refuses("dot_general: the axes [1, 0] of f32[2,3] and [0] of f32[3] must have the same sizes", () =>
    dot("f32[2,3]", "f32[3]", [[1], [0], [0]]),
  );
  refuses("dot_general: the axes [2] must be different axes of f32[2,3]", () => dot("f32[2,3]", "f32[3]", [[2], [0]]));
  refuses("dot_general: the axes [1, 1] must be different axes of f32[2,3]", () =>
    dot("f32[2,3]", "f32[3,3]", [[1], [0], [1], [1]]),
  );
});

test("a product refuses inputs of two dtypes, and keys", () => {
  refuses(
    "dot_general: the dtypes differ: f32[3] and i32[3]; convert one with astype, or use numpy, which promotes",
    () => dot("f32[3]", "i32[3]", [[0], [0]]),
  );
  refuses(
    "dot_general: takes bool, signed integer, unsigned integer, floating, complex dtypes, found key<fry>[3]; convert with astype",
    () => dot("key<fry>[3]", "key<fry>[3]", [[0], [0]]),
  );
});
