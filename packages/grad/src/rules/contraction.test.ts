import "@hyrax/cpu";
import { contraction, type DotDimensionNumbers } from "@hyrax/core";
import { describe } from "vitest";
import { complexSpread, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";

function product(
  lhs: readonly number[],
  rhs: readonly number[],
  dimensions: Partial<DotDimensionNumbers>,
  inputs = [spread(lhs), spread(rhs, -0.9, 2)],
) {
  const none = { lhsContract: [], rhsContract: [], lhsBatch: [], rhsBatch: [] };
  return {
    inputs,
    params: { dimensionNumbers: { ...none, ...dimensions }, preferredElementType: null },
  };
}

const complexProduct = (...[lhs, rhs, dimensions]: Parameters<typeof product>) =>
  product(lhs, rhs, dimensions, [complexSpread(lhs), complexSpread(rhs, [-0.9, 2, -1.4, 0.8])]);

describe("derivatives of products", () => {
  sweep(contraction, {
    dotGeneral: [
      product([2, 3], [3, 4], { lhsContract: [1], rhsContract: [0] }),
      product([3, 2], [4, 3], { lhsContract: [0], rhsContract: [1] }),
      product([3], [3], { lhsContract: [0], rhsContract: [0] }),
      product([2], [3], {}),
      product([5, 2, 3], [3, 5, 4], { lhsContract: [2], rhsContract: [0], lhsBatch: [0], rhsBatch: [1] }),
      product([2, 3, 5, 4], [5, 6, 2, 3], { lhsContract: [2, 0], rhsContract: [0, 2], lhsBatch: [1], rhsBatch: [3] }),
      product([2, 3, 4], [4, 2, 3], { lhsContract: [0, 1, 2], rhsContract: [1, 2, 0] }),
      product([2, 3, 2], [3, 2], { lhsBatch: [1, 0], rhsBatch: [0, 1] }),
      complexProduct([2, 3], [3, 4], { lhsContract: [1], rhsContract: [0] }),
      complexProduct([4, 2, 3], [3, 4, 2], { lhsContract: [2], rhsContract: [0], lhsBatch: [0], rhsBatch: [1] }),
    ],
  });
});
