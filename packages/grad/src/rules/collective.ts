import {
  allGather,
  allToAll,
  axisIndex,
  collective,
  ppermute,
  psum,
  reduceScatter,
  unsupported,
  Zero,
} from "@hyrax/core";
import { isNonzero, zeroTangent } from "../interpreters/tangent.js";
import { jvpFamily, linear, notLinear, transposeEach, transposeFamily, zeroDerivative } from "./derivatives.js";

const noExtreme = unsupported(
  "the derivative of an extreme over members is not defined; gather the values with allGather and reduce them",
);

export const collectiveJvp = jvpFamily(collective, {
  psum: (inputs, tangents, params) => {
    const outs = psum(inputs, params);
    const sums = psum(tangents.filter(isNonzero), params);
    let next = 0;
    return [
      outs,
      outs.map((out, i) => (tangents[i] instanceof Zero ? zeroTangent(out) : (sums[next++] as typeof out))),
    ];
  },
  pmax: noExtreme,
  pmin: noExtreme,
  allGather: linear(allGather),
  reduceScatter: linear(reduceScatter),
  ppermute: linear(ppermute),
  allToAll: linear(allToAll),
  axisIndex: zeroDerivative(axisIndex),
});

export const collectiveTranspose = transposeFamily(collective, {
  // Every member gets the sum, so that the cotangent of a member's part is the sum of the members' cotangents.
  psum: (cts, _, params) => {
    const sums = psum(cts.filter(isNonzero), params);
    let next = 0;
    return cts.map((ct) => (ct instanceof Zero ? ct : (sums[next++] as typeof ct)));
  },
  pmax: notLinear,
  pmin: notLinear,
  allGather: transposeEach<typeof allGather>([
    (ct, _aval, _inputs, { axisName, axisSize, allGatherDimension, tiled }) =>
      reduceScatter(ct, { axisName, axisSize, scatterDimension: allGatherDimension, tiled }),
  ]),
  reduceScatter: transposeEach<typeof reduceScatter>([
    (ct, _aval, _inputs, { axisName, axisSize, scatterDimension, tiled }) =>
      allGather(ct, { axisName, axisSize, allGatherDimension: scatterDimension, tiled }),
  ]),
  ppermute: transposeEach<typeof ppermute>([
    (ct, _aval, _inputs, { axisName, perm }) =>
      ppermute(ct, { axisName, perm: perm.map(([source, target]) => [target, source]) }),
  ]),
  allToAll: transposeEach<typeof allToAll>([
    (ct, _aval, _inputs, { axisName, splitAxis, concatAxis, tiled }) =>
      allToAll(ct, { axisName, splitAxis: concatAxis, concatAxis: splitAxis, tiled }),
  ]),
  axisIndex: notLinear,
});
