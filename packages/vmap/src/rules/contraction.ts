import { contraction, dotGeneral } from "@hyrax/core";
import { pastBatch } from "../interpreters/axes.js";
import { type Batched, batchFamily } from "../interpreters/rule.js";

export const contractionBatch = batchFamily(contraction, {
  dotGeneral: ([lhs, rhs], { dimensionNumbers, preferredElementType }) => {
    const past = (x: Batched, axes: readonly number[]) =>
      x.axis === null ? axes : axes.map((axis) => pastBatch(axis, x.axis as number));
    const lhsContract = past(lhs, dimensionNumbers.lhsContract);
    const rhsContract = past(rhs, dimensionNumbers.rhsContract);
    const lhsBatch = past(lhs, dimensionNumbers.lhsBatch);
    const rhsBatch = past(rhs, dimensionNumbers.rhsBatch);
    const product = (moreLhs: readonly number[], moreRhs: readonly number[]) =>
      dotGeneral(lhs.value, rhs.value, {
        dimensionNumbers: {
          lhsContract,
          rhsContract,
          lhsBatch: [...moreLhs, ...lhsBatch],
          rhsBatch: [...moreRhs, ...rhsBatch],
        },
        preferredElementType,
      });
    if (lhs.axis !== null && rhs.axis !== null) return { value: product([lhs.axis], [rhs.axis]), axis: 0 };
    // Mapped on one side only, the axis is one more free axis of that side: [...batch, ...lhs free, ...rhs free].
    const value = product([], []);
    if (lhs.axis !== null) {
      return { value, axis: lhsBatch.length + freeBefore(lhs.axis, [...lhsContract, ...lhsBatch]) };
    }
    const lhsFree = lhs.value.ndim - lhsContract.length;
    return { value, axis: lhsFree + freeBefore(rhs.axis as number, [...rhsContract, ...rhsBatch]) };
  },
});

/** How many axes before this one are not among those taken. */
function freeBefore(axis: number, taken: readonly number[]): number {
  return axis - taken.filter((other) => other < axis).length;
}
