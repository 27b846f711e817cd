import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { describe, test } from "vitest";
import { refuse } from "./bad-input/refuse.js";
import { untyped } from "./bad-input/untyped.js";

const three = np.array([1, 2, 3]);
const four = np.array([1, 2, 3, 4]);
const counts = np.arange(3);
const matrix = np.ones([2, 3]);
const key = random.key(0);

const dtypes =
  "bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, bfloat16, float32, float64, complex64, " +
  "complex128, key<fry>, float0";

type Case = readonly [what: string, run: () => unknown, text: string];

function refuseEach(cases: readonly Case[]): void {
  test.each(cases)("%s", (_, run, text) => refuse(run, TypeError, text));
}

describe("shapes that do not fit are named, with the axis and the sizes", () => {
  refuseEach([
    [
      "an operation of numpy",
      () => np.add(three, four),
      "add: shapes [3] and [4] do not broadcast: axis -1 has sizes 3 and 4, which must be equal or 1",
    ],
    [
      "a method",
      () => three.sub(four),
      "subtract: shapes [3] and [4] do not broadcast: axis -1 has sizes 3 and 4, which must be equal or 1",
    ],
    [
      "an operation of lax, which does not broadcast",
      () => lax.add(matrix, three),
      "add: the shapes differ: f32[2,3] and f32[3]; broadcast one, or use numpy, which broadcasts",
    ],
    [
      "a matrix product",
      () => np.matmul(matrix, matrix),
      "matmul: inner sizes differ: [2, 3] @ [2, 3]; axis -1 of the first, 3, must equal axis -2 of the second, 2",
    ],
    [
      "a product of lax",
      () => lax.dot(matrix, matrix),
      "dot_general: the axes [1] of f32[2,3] and [0] of f32[2,3] must have the same sizes",
    ],
    [
      "an einsum",
      () => np.einsum("ij,jk->ik", matrix, matrix),
      'einsum: "ij,jk->ik": "j" has size 2 in operand 1, whose shape is [2, 3], but 3 before',
    ],
    ["a reshape", () => three.reshape([2]), "reshape: f32[3] cannot become f32[2]: 3 elements are not 2"],
    [
      "a concatenation",
      () => np.concatenate([three, matrix]),
      "concatenate: the shapes may differ along axis 0 only, found f32[3], f32[2,3]",
    ],
    ["a stack", () => np.stack([three, four]), "stack: the arrays must have the same shape, found f32[3], f32[4]"],
    [
      "an axis that is not there",
      () => matrix.sum({ axis: 2 }),
      "sum: axis 2 is out of range for an array with 2 axes, whose axes are -2 to 1",
    ],
    [
      "an index of too many axes",
      () => three.get(0, 0),
      "x.get: the index has 2 items that take an axis, but the shape [3] has 1 axes",
    ],
    ["a negative size", () => np.zeros([2, -1]), "zeros: a shape holds integers of zero or more, found -1 in [2, -1]"],
  ]);

  test("an update", () => {
    refuse(
      () => three.at("0:2").set(four),
      TypeError,
      "x.at(…).set: the values and the elements at the index: shapes [4] and [2] do not broadcast: " +
        "axis -1 has sizes 4 and 2, which must be equal or 1",
      { runsFirst: true }, // the index becomes an array, whose shape is what the values have to fit
    );
  });
});

describe("dtypes that do not fit are named, with those that would", () => {
  refuseEach([
    [
      "a name that is none",
      () => untyped(np.array)([1], { dtype: "float33" }),
      `"float33" is not a dtype; dtypes are ${dtypes}`,
    ],
    ["a conversion", () => untyped(np.astype)(three, "f32"), `"f32" is not a dtype; dtypes are ${dtypes}`],
    [
      "an operation of lax, which does not promote",
      () => lax.mul(three, counts),
      "mul: the dtypes differ: f32[3] and i32[3]; convert one with astype, or use numpy, which promotes",
    ],
    [
      "bits of floats",
      () => np.bitwiseAnd(three, three),
      "and: takes bool, signed integer, unsigned integer dtypes, found f32[3]; convert with astype",
    ],
    [
      "the sine of integers in lax",
      () => lax.sin(counts),
      "sin: takes floating, complex dtypes, found i32[3]; convert with astype",
    ],
    [
      "a fraction beside integers in lax",
      () => lax.add(counts, 0.5),
      "add: 0.5 as int32 would lose its fraction; convert with astype, or use numpy, which promotes",
    ],
    [
      "arithmetic of keys",
      () => np.add(key, 1),
      "add: takes numbers, found the random key key<fry>[]; draw numbers from it (random.uniform), or read its words with random.keyData",
    ],
  ]);
});

describe("what is no array is named, and what would be one", () => {
  const accepted = "expected an array, a number, a typed array or a nested list";
  refuseEach([
    ["a text", () => untyped(np.add)("a", 1), `add: ${accepted}, found string a`],
    ["a missing argument", () => untyped(np.sin)(), `sin: ${accepted}, found undefined`],
    ["an object", () => untyped(np.sum)({}), `sum: ${accepted}, found an object of class Object`],
    ["a text in lax", () => untyped(lax.sin)("a"), 'sin: expected an array or a number, found "a"'],
    ["a list in lax", () => untyped(lax.add)([1, 2], 1), "add: expected an array or a number, found a list of 2"],
  ]);
});

describe("a ragged nested array is refused, with the first place that differs", () => {
  const rule = "items of a list must have the same shape";
  refuseEach([
    [
      "rows",
      () => np.array([[1, 2], [3]]),
      `array: the list is ragged: [0] has length 2, but [1] has length 1; ${rule}`,
    ],
    [
      "deep down",
      () =>
        np.array([
          [[1], [2]],
          [[3], [4, 5]],
        ]),
      `array: the list is ragged: [1][0] has length 1, but [1][1] has length 2; ${rule}`,
    ],
    [
      "a number beside a list",
      () => np.array([1, [2]]),
      `array: the list is ragged: [0] has no length: it is a number, but [1] has length 1; ${rule}`,
    ],
    [
      "arrays",
      () => np.array([three, four]),
      `array: the list is ragged: [0] has length 3, but [1] has length 4; ${rule}`,
    ],
    [
      "an operand",
      () => np.add([[1, 2], [3]], 1),
      `add: the list is ragged: [0] has length 2, but [1] has length 1; ${rule}`,
    ],
    [
      "an element that is none",
      () => untyped(np.array)([1, null]),
      "array: [1] of the list is null; items are numbers, booleans, arrays or lists",
    ],
  ]);
});
