import {
  random,
  randomBits,
  randomFoldIn,
  randomSeed,
  randomSplit,
  randomUnwrap,
  randomWrap,
  threefry2x32,
} from "@hyrax/core/library";
import { atFront } from "../interpreters/axes.js";
import { batchFamily } from "../interpreters/rule.js";
import { axisOf } from "./along-axes.js";
import { aligned, pointwise } from "./pointwise.js";

// Axes of keys come before those that an operation adds, so the mapped one stays where it is.
export const randomBatch = batchFamily(random, {
  threefry2x32: (inputs, _, { size }) => {
    const { values, axis } = aligned(inputs, size);
    return threefry2x32(values).map((value) => ({ value, axis }));
  },
  randomSeed: pointwise(randomSeed),
  randomSplit: ([key], params) => ({ value: randomSplit(key.value, params), axis: axisOf(key) }),
  randomFoldIn: pointwise(randomFoldIn),
  randomBits: ([key], params) => ({ value: randomBits(key.value, params), axis: axisOf(key) }),
  randomWrap: ([data], _, { size }) => ({ value: randomWrap(atFront(data, size)), axis: 0 }),
  randomUnwrap: ([key]) => ({ value: randomUnwrap(key.value), axis: axisOf(key) }),
});
