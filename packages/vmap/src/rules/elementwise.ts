import { clamp, elementwise, selectN } from "@hyrax/core";
import { elementShape } from "../interpreters/axes.js";
import { type Batched, batchFamily } from "../interpreters/rule.js";
import { aligned, allPointwise } from "./pointwise.js";

export const elementwiseBatch = batchFamily(elementwise, {
  ...allPointwise(elementwise),

  selectN: (inputs, _, { size }) => {
    // A selector that is no scalar goes with cases that are none: it chooses for each element.
    const selector = inputs[0] as Batched;
    const perElement = selector.axis !== null || elementShape(selector).length > 0;
    const { values, axis } = aligned(inputs, size, (i) => perElement && i > 0);
    return { value: selectN(values), axis };
  },

  clamp: (inputs, _, { size }) => {
    const { values, axis } = aligned(inputs, size, (i) => i === 1);
    return { value: clamp(...values), axis };
  },
});
