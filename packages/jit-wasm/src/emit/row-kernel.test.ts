import {
  add,
  broadcastInDim,
  config,
  div,
  exp,
  hostArray,
  log,
  mul,
  type Array as NDArray,
  neg,
  reduceMax,
  reduceMin,
  reduceSum,
  sqrt,
  square,
  sub,
  transpose,
} from "@hyrax/core";
import { jit } from "@hyrax/jit";
import { describe, expect, test } from "vitest";
import { expectAgreement } from "../../test-support/both-engines.js";

/** Elements that are neither small integers nor in order; `special` ones in the rows that it names. */
function matrix(rows: number, columns: number, special: readonly (readonly [row: number, value: number])[] = []) {
  const data = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i * 12.9898) * 3);
  for (const [row, value] of special) data[row * columns + Math.floor(columns / 2)] = value;
  return hostArray(data, [rows, columns], "float32");
}

/** A value of each row, for every element of the row. */
const spread = (y: NDArray, x: NDArray) => broadcastInDim(y, { shape: x.shape, broadcastDimensions: [0] });
const rowSum = (x: NDArray) => reduceSum(x, { axes: [1] });
const rowMax = (x: NDArray) => reduceMax(x, { axes: [1] });

const softmax = (x: NDArray) => {
  const e = exp(sub(x, spread(rowMax(x), x)));
  return [div(e, spread(rowSum(e), e))];
};

const logSoftmax = (x: NDArray) => {
  const shifted = sub(x, spread(rowMax(x), x));
  return [sub(shifted, spread(log(rowSum(exp(shifted))), x))];
};

const standardised = (x: NDArray) => {
  const n = x.shape[1]!;
  const centred = sub(x, spread(div(rowSum(x), n), x));
  const deviation = sqrt(add(div(rowSum(square(centred)), n), 1e-5));
  return [div(centred, spread(deviation, x)), deviation];
};

/** Two reductions in one walk, and a map of the rows that depends on both. */
const range = (x: NDArray) => {
  const [least, greatest] = [reduceMin(x, { axes: [1] }), rowMax(x)];
  return [div(sub(x, spread(least, x)), spread(sub(greatest, least), x)), neg(greatest)];
};

const programs: readonly (readonly [string, (x: NDArray) => readonly NDArray[]])[] = [
  ["softmax", softmax],
  ["log_softmax", logSoftmax],
  ["standardised rows", standardised],
  ["rows between 0 and 1", range],
];

const shapes: readonly (readonly [number, number])[] = [
  [1, 2],
  [3, 1],
  [7, 3],
  [5, 4],
  [9, 5],
  [17, 33],
  [4, 64],
  [3, 127],
  [2, 1000],
  [31, 1025],
  [600, 97],
  [0, 5],
];

describe.each(programs)("%s", (_, program) => {
  test.each(shapes)("of %i × %i are as the reference engine has them", (rows, columns) => {
    expectAgreement(program, [matrix(rows, columns)], 2e-6);
  });

  test("of rows with NaN and infinities are so in those rows alone", () => {
    const special = [
      [1, Number.NaN],
      [3, Number.POSITIVE_INFINITY],
      [4, Number.NEGATIVE_INFINITY],
    ] as const;
    expectAgreement(program, [matrix(6, 37, special)], 2e-6);
  });

  test("of rows that lie in memory as columns", () => {
    expectAgreement((x) => program(transpose(x, { permutation: [1, 0] })), [matrix(13, 21)], 2e-6);
  });
});

test("sums of no elements are zero, those of rows that are not there are none", () => {
  expectAgreement((x) => [rowSum(x), rowSum(mul(x, 2))], [matrix(3, 0)], 0);
  expectAgreement((x) => [rowSum(x)], [matrix(0, 3)], 0);
});

test("what a later walk reads is kept where the result will be, and the input stays as it is", () => {
  config.update("cpuEngine", "wasm");
  try {
    const x = matrix(3, 6);
    const before = Array.from(x.dataSync() as Float32Array);
    const [y] = jit(softmax)(x) as [NDArray];
    const sums = jit(rowSum)(y).dataSync() as Float32Array;
    for (const sum of sums) expect(sum).toBeCloseTo(1, 6);
    expect(Array.from(x.dataSync() as Float32Array)).toEqual(before);
    expect(
      jit(softmax)
        .lower(x)
        .kernels.map(({ kind }) => kind),
    ).toEqual(["rows"]);
  } finally {
    config.update("cpuEngine", undefined);
  }
});
