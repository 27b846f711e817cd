import { sort, sorting, topK } from "@hyrax/core";
import { atAxis, pastBatch } from "../interpreters/axes.js";
import { type Batched, batchFamily } from "../interpreters/rule.js";
import { axisOf } from "./along-axes.js";

export const sortingBatch = batchFamily(sorting, {
  sort: (inputs, { dimension, isStable, numKeys }, { size }) => {
    const batch = axisOf(inputs.find(({ axis }) => axis !== null) as Batched);
    const together = inputs.map((x) => atAxis(x, batch, size));
    const sorted = sort(together, { dimension: pastBatch(dimension, batch), isStable, numKeys });
    return sorted.map((value) => ({ value, axis: batch }));
  },

  topK: ([first], { k, axis }) => {
    const x = first as Batched;
    const batch = axisOf(x);
    return topK([x.value], { k, axis: pastBatch(axis, batch) }).map((value) => ({ value, axis: batch }));
  },
});
