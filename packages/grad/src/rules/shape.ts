import {
  broadcastInDim,
  concatenate,
  iota,
  Array as NDArray,
  pad,
  reduceSum,
  reshape,
  rev,
  type Shape,
  shape,
  slice,
  split,
  squeeze,
  sub,
  transpose,
} from "@hyrax/core";
import { instantiate } from "../interpreters/tangent.js";
import { jvpFamily, linear, notLinear, transposeEach, transposeFamily } from "./derivatives.js";

/** The axes of a result that repeat an input: new ones, and those that had size 1. */
function repeatedAxes(input: Shape, result: Shape, broadcastDimensions: readonly number[]): readonly number[] {
  return result
    .map((_, axis) => axis)
    .filter((axis) => {
      const from = broadcastDimensions.indexOf(axis);
      return from < 0 || input[from] !== result[axis];
    });
}

/** The elements of a padded array that are not padding. */
function unpad(ct: NDArray, config: readonly (readonly [low: number, high: number, interior: number])[]): NDArray {
  const cut = pad(ct, 0, { paddingConfig: config.map(([low, high]) => [-low, -high, 0]) });
  return slice(cut, {
    startIndices: config.map(() => 0),
    limitIndices: cut.shape,
    strides: config.map(([, , interior]) => interior + 1),
  });
}

function sum(x: NDArray): NDArray {
  return reduceSum(x, { axes: x.shape.map((_, axis) => axis) });
}

export const shapeJvp = jvpFamily(shape, {
  broadcastInDim: linear(broadcastInDim),
  reshape: linear(reshape),
  transpose: linear(transpose),
  squeeze: linear(squeeze),
  rev: linear(rev),
  concatenate: linear(concatenate),
  split: linear(split),
  pad: linear(pad),
  iota: linear(iota),
});

export const shapeTranspose = transposeFamily(shape, {
  broadcastInDim: transposeEach<typeof broadcastInDim>([
    (ct, x, _, { broadcastDimensions }) => {
      const axes = repeatedAxes(x.shape, ct.shape, broadcastDimensions);
      const sum = axes.length === 0 ? ct : reduceSum(ct, { axes });
      return sum.ndim === x.shape.length ? sum : reshape(sum, { newSizes: x.shape });
    },
  ]),
  reshape: transposeEach<typeof reshape>([(ct, x) => reshape(ct, { newSizes: x.shape })]),
  transpose: transposeEach<typeof transpose>([
    (ct, x, _, { permutation }) => transpose(ct, { permutation: x.shape.map((_, axis) => permutation.indexOf(axis)) }),
  ]),
  squeeze: transposeEach<typeof squeeze>([(ct, x) => reshape(ct, { newSizes: x.shape })]),
  rev: transposeEach<typeof rev>([(ct, _aval, _inputs, params) => rev(ct, params)]),
  concatenate: (ct, inputs, { dimension }) => {
    let start = 0;
    return inputs.map((x) => {
      const from = start;
      start += x.aval.shape[dimension] as number;
      const to = start;
      if (x instanceof NDArray) return null;
      return slice(ct, {
        startIndices: ct.shape.map((_, axis) => (axis === dimension ? from : 0)),
        limitIndices: ct.shape.map((size, axis) => (axis === dimension ? to : size)),
        strides: null,
      });
    });
  },
  split: (cts, _, { axis }) => [concatenate(cts.map(instantiate), { dimension: axis })],
  // The elements of the result are those of the input and copies of the padding value.
  pad: transposeEach<typeof pad>([
    (ct, _aval, _inputs, { paddingConfig }) => unpad(ct, paddingConfig),
    (ct, _aval, _inputs, { paddingConfig }) => sub(sum(ct), sum(unpad(ct, paddingConfig))),
  ]),
  iota: notLinear,
});
