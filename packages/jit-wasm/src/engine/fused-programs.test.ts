import {
  abs,
  add,
  broadcastInDim,
  dotGeneral,
  exp,
  hostArray,
  max,
  mul,
  type Array as NDArray,
  neg,
  reduceMax,
  reduceSum,
  sqrt,
  square,
  sub,
  tanh,
  transpose,
} from "@hyrax/core";
import { describe, test } from "vitest";
import { expectAgreement } from "../../test-support/both-engines.js";

/** Numbers from 0 up to a bound, the same for the same seed (Lehmer's generator of Park and Miller, 1988). */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 48271) % 2147483647;
    return state % bound;
  };
}

/**
 * A program of matrices of one shape: elementwise operations, reductions of rows and of columns that are spread again,
 * products and transposes, each of values before it; some of them are results.
 */
function generated(seed: number, n: number): (...inputs: NDArray[]) => readonly NDArray[] {
  return (...inputs) => {
    const pick = numbers(seed);
    const values = [...inputs];
    const results: NDArray[] = [];
    const any = () => values[values.length - 1 - pick(Math.min(values.length, 6))]!;
    const spread = (y: NDArray, axis: number) => broadcastInDim(y, { shape: [n, n], broadcastDimensions: [axis] });
    const bounded = (x: NDArray) => tanh(x);
    const steps: readonly (() => NDArray)[] = [
      () => add(any(), any()),
      () => mul(any(), any()),
      () => sub(any(), mul(any(), 0.5)),
      () => max(any(), any()),
      () => exp(neg(abs(any()))),
      () => sqrt(add(square(any()), 1)),
      () => spread(reduceMax(any(), { axes: [1] }), 0),
      () => spread(mul(reduceSum(any(), { axes: [1] }), 1 / n), 0),
      () => spread(mul(reduceSum(any(), { axes: [0] }), 1 / n), 1),
      () => transpose(any(), { permutation: [1, 0] }),
      () => {
        const x = any();
        return sub(x, spread(reduceMax(x, { axes: [1] }), 0));
      },
      () =>
        mul(
          dotGeneral(any(), any(), {
            dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
            preferredElementType: null,
          }),
          1 / n,
        ),
    ];
    for (let i = 0; i < 24; i++) {
      values.push(bounded(steps[pick(steps.length)]!()));
      if (pick(5) === 0) results.push(values.at(-1)!);
      if (pick(9) === 0) results.push(reduceSum(values.at(-1)!, { axes: [pick(2)] }));
    }
    return [...results, values.at(-1)!];
  };
}

describe("whatever is fused, results are those of the reference engine", () => {
  test.each(Array.from({ length: 120 }, (_, seed) => [seed + 1]))("program %i", (seed) => {
    const n = [2, 3, 4, 5, 7, 8, 16, 19][seed % 8]!;
    const inputs = [1, 2, 3].map((k) =>
      hostArray(
        Float32Array.from({ length: n * n }, (_, i) => Math.sin((i + k) * 12.9898 * k)),
        [n, n],
        "float32",
      ),
    );
    expectAgreement(generated(seed, n), inputs, 2e-5);
  });
});
