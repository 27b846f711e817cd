import { add, broadcastInDim, config, iota, mul, type Array as NDArray, rev, sin, slice, transpose } from "@hyrax/core";
import { afterEach, beforeEach, describe, test } from "vitest";
import { expectAgreement } from "../../test-support/both-engines.js";
import { everyDtype, patterns } from "../../test-support/elements.js";

beforeEach(() => config.update("enableX64", true));
afterEach(() => config.update("enableX64", false));

const turned = (x: NDArray, ...permutation: number[]) => transpose(x, { permutation });

describe.each(everyDtype)("transposes of %s", (dtype) => {
  test.each([
    [4, 4],
    [5, 7],
    [6, 4],
    [17, 33],
    [3, 9],
    [9, 3],
    [66, 131],
  ])("of %i × %i keep every bit", (rows, columns) => {
    expectAgreement((x) => [turned(x, 1, 0)], [patterns(dtype, [rows, columns])], 0);
  });

  test("of more axes keep every bit", () => {
    const program = (x: NDArray) => [turned(x, 2, 1, 0), turned(x, 0, 2, 1), turned(x, 1, 2, 0)];
    expectAgreement(program, [patterns(dtype, [5, 6, 9])], 0);
  });
});

describe("what is computed of arrays that are walked in different orders", () => {
  test.each([
    [4, 4],
    [5, 5],
    [67, 67],
    [130, 130],
  ])("%i × %i: a matrix and its transpose", (rows, columns) => {
    const x = patterns("float32", [rows, columns]);
    expectAgreement((y) => [add(turned(y, 1, 0), mul(y, 2)), sin(turned(y, 1, 0))], [x], 1e-6);
  });

  test("rows, columns, indices and reversed arrays together", () => {
    const program = (x: NDArray, row: NDArray) => {
      const spread = broadcastInDim(row, { shape: [13, 21], broadcastDimensions: [1] });
      const index = iota({ dtype: "float32", shape: [13, 21], dimension: 0 });
      return [add(add(turned(x, 1, 0), spread), mul(index, rev(spread, { dimensions: [1] })))];
    };
    expectAgreement(program, [patterns("float32", [21, 13]), patterns("float32", [21])], 1e-6);
  });

  test("every second element, and the last ones first", () => {
    const program = (x: NDArray) => {
      const some = slice(x, { startIndices: [1, 2], limitIndices: [40, 30], strides: [3, 2] });
      return [mul(some, 2), rev(turned(some, 1, 0), { dimensions: [0, 1] })];
    };
    expectAgreement(program, [patterns("float32", [41, 37])], 0);
  });
});

test("one long axis is computed in pieces, to its last element", () => {
  for (const n of [70_000, 100_003])
    expectAgreement((x) => [add(mul(x, 2), 1), mul(x, x)], [patterns("float32", [n])], 0);
});

test("few long rows are computed in pieces", () => {
  const program = (x: NDArray, column: NDArray) => [
    mul(x, broadcastInDim(column, { shape: [3, 33_001], broadcastDimensions: [0] })),
  ];
  expectAgreement(program, [patterns("float32", [3, 33_001]), patterns("float32", [3])], 0);
});

describe("the leaves of a tree", () => {
  /** What an optimiser does to each leaf: two results that share a node. */
  const step = (...leaves: NDArray[]) => leaves.flatMap((x) => [add(mul(x, 0.5), 1), mul(mul(x, 0.5), x)]);

  test.each<readonly number[][]>([
    [[3], [5, 7], [], [0, 4], [33]],
    [[30_000], [32_767], [4097], [1], [8192], [12_345]],
  ])("are computed together, of sizes %j %j %j %j %j", (...shapes) => {
    expectAgreement(
      step,
      shapes.map((shape, i) => patterns("float32", shape, i + 1)),
      0,
    );
  });
});
