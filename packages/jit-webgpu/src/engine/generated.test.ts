import {
  abs,
  add,
  broadcastInDim,
  concatenate,
  cos,
  cummax,
  cumsum,
  div,
  dotGeneral,
  ge,
  iota,
  max,
  mul,
  type Array as NDArray,
  neg,
  pad,
  reduceMax,
  reduceSum,
  reshape,
  rev,
  selectN,
  sin,
  slice,
  sub,
  tanh,
  transpose,
} from "@hyrax/core";
import { beforeAll, test } from "vitest";
import { expectAgreement } from "../../test-support/agree.js";
import { array, random } from "../../test-support/arrays.js";
import { init } from "../index.js";

beforeAll(async () => {
  await init();
});

/** Choices that are the same in each run. */
class Choices {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(n: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor(((this.#state >>> 8) / 2 ** 24) * n);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const zeros = (x: NDArray) => x.shape.map(() => 0);
const axisOf = (x: NDArray, choices: Choices) => choices.below(x.ndim);

type Operation = (x: NDArray, choices: Choices, values: readonly NDArray[]) => NDArray;

/** Another value of the same shape, or the value itself. */
function partner(x: NDArray, choices: Choices, values: readonly NDArray[]): NDArray {
  return choices.of(values.filter((y) => y.shape.join() === x.shape.join()));
}

// Nothing here magnifies rounding errors much, so that long programs can be compared.
const operations: readonly Operation[] = [
  (x) => sin(x),
  (x) => cos(x),
  (x) => tanh(x),
  (x) => neg(abs(x)),
  (x) => mul(x, 0.5),
  (x, c, vs) => add(mul(x, 0.5), mul(partner(x, c, vs), 0.25)),
  (x, c, vs) => sub(x, mul(partner(x, c, vs), 0.5)),
  (x, c, vs) => max(x, partner(x, c, vs)),
  (x, c, vs) => div(x, add(abs(partner(x, c, vs)), 1)),
  (x, c, vs) => selectN([ge(partner(x, c, vs), 0.1), x, partner(x, c, vs)]),
  (x, c) =>
    transpose(x, {
      permutation: c.of([x.shape.map((_, i) => x.ndim - 1 - i), x.shape.map((_, i) => (i + 1) % x.ndim)]),
    }),
  (x, c) => rev(x, { dimensions: [axisOf(x, c)] }),
  (x) => reshape(x, { newSizes: [x.size] }),
  (x) => reshape(x, { newSizes: x.size % 2 === 0 ? [2, x.size / 2] : [x.size, 1] }),
  (x, c) => {
    const axis = axisOf(x, c);
    const n = x.shape[axis] as number;
    return slice(x, {
      startIndices: zeros(x).map((_, i) => (i === axis ? c.below(n) : 0)),
      limitIndices: [...x.shape],
      strides: x.shape.map(() => 1 + c.below(2)),
    });
  },
  (x) => broadcastInDim(x, { shape: [3, ...x.shape], broadcastDimensions: x.shape.map((_, i) => i + 1) }),
  (x, c) => pad(x, 0.25, { paddingConfig: x.shape.map(() => [c.below(3), c.below(2), c.below(2)]) }),
  (x, c, vs) => concatenate([x, partner(x, c, vs), x], { dimension: axisOf(x, c) }),
  (x, c) => mul(reduceSum(x, { axes: [axisOf(x, c)] }), 0.1),
  (x, c) => reduceMax(x, { axes: [axisOf(x, c)] }),
  (x, c) => mul(cumsum(x, { axis: axisOf(x, c), reverse: c.below(2) === 0 }), 0.1),
  (x, c) => cummax(x, { axis: axisOf(x, c), reverse: c.below(2) === 0 }),
  (x, c) => add(x, mul(iota({ dtype: "float32", shape: x.shape, dimension: axisOf(x, c) }), 0.01)),
  (x) => {
    const dimensionNumbers = { lhsContract: [x.ndim - 1], rhsContract: [x.ndim - 1], lhsBatch: [], rhsBatch: [] };
    return tanh(mul(dotGeneral(x, x, { dimensionNumbers, preferredElementType: null }), 0.1));
  },
];

/** A program of so many operations on values of at most three axes and not too many elements. */
function program(seed: number, length: number): (...inputs: NDArray[]) => readonly NDArray[] {
  return (...inputs) => {
    const choices = new Choices(seed);
    const values = [...inputs];
    while (values.length < inputs.length + length) {
      const x = choices.of(values.slice(-4));
      const operation = choices.of(operations);
      if (x.ndim === 0) {
        values.push(broadcastInDim(x, { shape: [4, 3], broadcastDimensions: [] }));
        continue;
      }
      const y = operation(x, choices, values);
      if (y.ndim <= 3 && y.size <= 3000 && y.size > 0) values.push(y);
    }
    return values.slice(-3);
  };
}

test.each(Array.from({ length: 40 }, (_, i) => i + 1))("generated program %i", async (seed) => {
  const inputs = [
    random([4, 6], "float32", -1, 1, seed),
    random([6], "float32", -1, 1, seed + 100),
    array([seed / 50], []),
  ];
  await expectAgreement(program(seed * 7919, 12), inputs, { ulp: 0, absolute: 1e-4 });
});
