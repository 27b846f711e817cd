import type { Array as NDArray } from "@hyrax/core";
import {
  reduceWindowMax,
  reduceWindowMin,
  reduceWindowSum,
  type SelectAndScatterAddParams,
  selectAndGatherAdd,
  selectAndScatterAdd,
  type WindowParams,
  window,
} from "@hyrax/core/library";
import { atFront, inserted } from "../interpreters/axes.js";
import { type Batched, batchFamily } from "../interpreters/rule.js";
import { axisOf } from "./along-axes.js";

/** Windows of one element along the mapped axis. */
function withBatch<P extends WindowParams>(params: P, batch: number): P {
  return {
    ...params,
    windowDimensions: inserted(params.windowDimensions, batch, 1),
    windowStrides: inserted(params.windowStrides, batch, 1),
    padding: inserted(params.padding, batch, [0, 0]),
    baseDilation: inserted(params.baseDilation, batch, 1),
    windowDilation: inserted(params.windowDilation, batch, 1),
  };
}

const reduce =
  (apply: (x: NDArray, params: WindowParams) => NDArray) =>
  ([x]: readonly [Batched], params: WindowParams): Batched => {
    const batch = axisOf(x);
    return { value: apply(x.value, withBatch(params, batch)), axis: batch };
  };

const select =
  (apply: (a: NDArray, b: NDArray, params: SelectAndScatterAddParams) => NDArray) =>
  ([a, b]: readonly [Batched, Batched], params: SelectAndScatterAddParams, { size }: { readonly size: number }) => ({
    value: apply(atFront(a, size), atFront(b, size), withBatch(params, 0)),
    axis: 0,
  });

export const windowBatch = batchFamily(window, {
  reduceWindowSum: reduce(reduceWindowSum),
  reduceWindowMax: reduce(reduceWindowMax),
  reduceWindowMin: reduce(reduceWindowMin),
  selectAndScatterAdd: select(selectAndScatterAdd),
  selectAndGatherAdd: select(selectAndGatherAdd),
});
