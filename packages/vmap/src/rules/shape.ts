import {
  broadcastInDim,
  concatenate,
  type Array as NDArray,
  pad,
  reshape,
  rev,
  scalarArray,
  selectN,
  shape,
  split,
  squeeze,
  transpose,
  unsupported,
} from "@hyrax/core";
import { atFront, inserted, pastBatch, shifted } from "../interpreters/axes.js";
import { type Batched, batchFamily } from "../interpreters/rule.js";
import { axisOf, removingAxes } from "./along-axes.js";

type PaddingConfig = readonly (readonly [low: number, high: number, interior: number])[];

export const shapeBatch = batchFamily(shape, {
  broadcastInDim: ([x], params, { size }) => ({
    value: broadcastInDim(atFront(x, size), {
      shape: [size, ...params.shape],
      broadcastDimensions: [0, ...shifted(params.broadcastDimensions)],
    }),
    axis: 0,
  }),

  reshape: ([x], { newSizes }, { size }) => ({
    value: reshape(atFront(x, size), { newSizes: [size, ...newSizes] }),
    axis: 0,
  }),

  transpose: ([x], { permutation }) => {
    const batch = axisOf(x);
    const others = permutation.map((axis) => pastBatch(axis, batch));
    return { value: transpose(x.value, { permutation: [batch, ...others] }), axis: 0 };
  },

  squeeze: ([x], { dimensions }) =>
    removingAxes(x, dimensions, (value, removed) => squeeze(value, { dimensions: removed })),

  rev: ([x], { dimensions }) => {
    const batch = axisOf(x);
    return { value: rev(x.value, { dimensions: dimensions.map((axis) => pastBatch(axis, batch)) }), axis: batch };
  },

  concatenate: (inputs, { dimension }, { size }) => {
    const parts = inputs.map((x) => atFront(x, size));
    return { value: concatenate(parts, { dimension: dimension + 1 }), axis: 0 };
  },

  split: ([first], { sizes, axis }) => {
    const x = first as Batched;
    const batch = axisOf(x);
    return split([x.value], { sizes, axis: pastBatch(axis, batch) }).map((value) => ({ value, axis: batch }));
  },

  pad: ([x, padding], { paddingConfig }, { size }) =>
    padding.axis === null
      ? padElements(x, padding.value, paddingConfig)
      : { value: padEach(atFront(x, size), padding.value, [[0, 0, 0], ...paddingConfig]), axis: 0 },

  iota: unsupported("it has no input, so there is nothing to be batched"),
});

function padElements(x: Batched, padding: NDArray, config: PaddingConfig): Batched {
  const batch = axisOf(x);
  return { value: pad(x.value, padding, { paddingConfig: inserted(config, batch, [0, 0, 0]) }), axis: batch };
}

/** Pads each element of a batch, which lies in front, with a value of its own. */
function padEach(x: NDArray, padding: NDArray, paddingConfig: PaddingConfig): NDArray {
  const isElement = broadcastInDim(scalarArray(true, "bool"), { shape: x.shape, broadcastDimensions: [] });
  const mask = pad(isElement, false, { paddingConfig });
  const around = broadcastInDim(padding, { shape: mask.shape, broadcastDimensions: [0] });
  // An empty batch has no value to pad with, and nothing to pad.
  if (padding.size === 0) return around;
  const [any] = split([padding], { sizes: [1, padding.size - 1], axis: 0 });
  const padded = pad(x, squeeze(any as NDArray, { dimensions: [0] }), { paddingConfig });
  return selectN([mask, around, padded]);
}
