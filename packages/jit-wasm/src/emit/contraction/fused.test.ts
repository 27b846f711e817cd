import { dotGeneral, type Array as NDArray } from "@hyrax/core";
import { expect, test, vi } from "vitest";
import { expectAgreement } from "../../../test-support/both-engines.js";
import { smallNumbers } from "../../../test-support/elements.js";
import { detectFeatures } from "../../assembler/index.js";

// Before the imports ask for the host's features.
await vi.hoisted(async () => (await import("../../../test-support/relaxed-simd.js")).allowRelaxedSimd());

const product = (lhsContract: number, rhsContract: number) => (x: NDArray, y: NDArray) => {
  const dimensionNumbers = { lhsContract: [lhsContract], rhsContract: [rhsContract], lhsBatch: [], rhsBatch: [] };
  return dotGeneral(x, y, { dimensionNumbers, preferredElementType: null });
};

test("the host fuses products and sums", () => {
  expect(detectFeatures().relaxedSimd).toBe(true);
});

test.each([
  [1, 300, 70],
  [3, 257, 131],
  [7, 9, 11],
  [33, 31, 29],
  [70, 10, 301],
  [255, 257, 13],
  [64, 270, 515],
])("fused products of %i rows and %i columns with %i terms, in all four layouts", (m, n, k) => {
  for (const dtype of ["float32", "float64", "complex64"] as const) {
    for (const [lhsShape, l] of [
      [[m, k], 1],
      [[k, m], 0],
    ] as const) {
      for (const [rhsShape, r] of [
        [[k, n], 0],
        [[n, k], 1],
      ] as const) {
        const inputs = [smallNumbers(dtype, lhsShape, 1), smallNumbers(dtype, rhsShape, 2)];
        expectAgreement((x, y) => [product(l, r)(x!, y!)], inputs, 1e-6);
      }
    }
  }
});
