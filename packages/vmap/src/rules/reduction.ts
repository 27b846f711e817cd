import {
  type ArgReductionParams,
  type AxesParams,
  argmax,
  argmin,
  type CumulativeParams,
  cumlogsumexp,
  cummax,
  cummin,
  cumprod,
  cumsum,
  type Array as NDArray,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceOr,
  reduceProd,
  reduceSum,
  reduceXor,
  reduction,
} from "@hyrax/core";
import { pastBatch } from "../interpreters/axes.js";
import { type Batched, batchFamily } from "../interpreters/rule.js";
import { axisOf, removingAxes } from "./along-axes.js";

type One = readonly [x: Batched];

const over =
  (reduce: (x: NDArray, params: AxesParams) => NDArray) =>
  ([x]: One, { axes }: AxesParams) =>
    removingAxes(x, axes, (value, removed) => reduce(value, { axes: removed }));

const search =
  (find: (x: NDArray, params: ArgReductionParams) => NDArray) =>
  ([x]: One, { axes, indexDtype }: ArgReductionParams) =>
    removingAxes(x, axes, (value, [axis]) => find(value, { axes: [axis as number], indexDtype }));

const cumulative =
  (run: (x: NDArray, params: CumulativeParams) => NDArray) =>
  ([x]: One, { axis, reverse }: CumulativeParams): Batched => {
    const batch = axisOf(x);
    return { value: run(x.value, { axis: pastBatch(axis, batch), reverse }), axis: batch };
  };

export const reductionBatch = batchFamily(reduction, {
  reduceSum: over(reduceSum),
  reduceProd: over(reduceProd),
  reduceMax: over(reduceMax),
  reduceMin: over(reduceMin),
  reduceAnd: over(reduceAnd),
  reduceOr: over(reduceOr),
  reduceXor: over(reduceXor),
  argmax: search(argmax),
  argmin: search(argmin),
  cumsum: cumulative(cumsum),
  cumprod: cumulative(cumprod),
  cummax: cumulative(cummax),
  cummin: cumulative(cummin),
  cumlogsumexp: cumulative(cumlogsumexp),
});
