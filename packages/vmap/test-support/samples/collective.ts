import type { collective, NamedAxesParams } from "@hyrax/core";
import { type Draw, integers, reals } from "../draw.js";
import type { Samples } from "../sample.js";

/** The axis that the samples communicate over, and its size. */
export const memberAxis = { name: "members", size: 4 };

const axisName = memberAxis.name;
const axisSize = memberAxis.size;
const all: NamedAxesParams = { axes: [axisName], axisIndexGroups: null };
const groups: NamedAxesParams = {
  ...all,
  axisIndexGroups: [
    [0, 3],
    [2, 1],
  ],
};

const reducing = (kind: (...shape: number[]) => Draw) => [
  { inputs: [kind(2, 3), kind()], params: all, rtol: 1e-6 },
  { inputs: [kind(3)], params: groups, rtol: 1e-6 },
];

export const collectiveSamples: Samples<typeof collective> = {
  psum: reducing(reals),
  pmax: reducing(reals),
  pmin: reducing(integers(-9, 9)),
  allGather: [
    { inputs: [reals(2, 3)], params: { axisName, axisSize, allGatherDimension: 1, tiled: false } },
    { inputs: [reals(2, 3)], params: { axisName, axisSize, allGatherDimension: 1, tiled: true } },
    { inputs: [reals()], params: { axisName, axisSize, allGatherDimension: 0, tiled: false } },
  ],
  reduceScatter: [
    { inputs: [reals(2, 4)], params: { axisName, axisSize, scatterDimension: 1, tiled: false }, rtol: 1e-6 },
    { inputs: [reals(8, 3)], params: { axisName, axisSize, scatterDimension: 0, tiled: true }, rtol: 1e-6 },
  ],
  ppermute: [
    {
      inputs: [reals(2, 3)],
      params: {
        axisName,
        perm: [
          [0, 1],
          [1, 2],
          [2, 3],
          [3, 0],
        ],
      },
    },
    {
      // Members 1 and 2 receive nothing.
      inputs: [reals()],
      params: {
        axisName,
        perm: [
          [3, 0],
          [0, 3],
        ],
      },
    },
  ],
  allToAll: [
    { inputs: [reals(4, 3)], params: { axisName, splitAxis: 0, concatAxis: 1, tiled: false } },
    { inputs: [reals(2, 4)], params: { axisName, splitAxis: 1, concatAxis: 0, tiled: false } },
    { inputs: [reals(2, 8)], params: { axisName, splitAxis: 1, concatAxis: 0, tiled: true } },
    { inputs: [reals(4, 3)], params: { axisName, splitAxis: 0, concatAxis: 0, tiled: true } },
  ],
  axisIndex: [{ inputs: [], params: { axisName } }],
};
