import type { Array as NDArray } from "@hyrax/core";
import { pastBatch } from "../interpreters/axes.js";
import type { Batched } from "../interpreters/rule.js";

/** The place of the mapped axis of an operation's only input: rules are applied where an input has one. */
export function axisOf({ axis }: Batched): number {
  if (axis === null) throw new Error("a batching rule was applied to an input without a mapped axis");
  return axis;
}

/** Applies an operation that removes axes of an element to the whole array. */
export function removingAxes(
  x: Batched,
  axes: readonly number[],
  apply: (value: NDArray, axes: readonly number[]) => NDArray,
): Batched {
  const batch = axisOf(x);
  const removed = axes.map((axis) => pastBatch(axis, batch));
  return { value: apply(x.value, removed), axis: batch - removed.filter((axis) => axis < batch).length };
}
