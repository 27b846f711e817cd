import { iota, type Array as NDArray, sort, sorting, topK, Zero } from "@hyrax/core";
import { zeroTangent } from "../interpreters/tangent.js";
import { jvpFamily, notLinear, transposeFamily } from "./derivatives.js";
import { takeAlong } from "./take-along.js";

export const sortingJvp = jvpFamily(sorting, {
  // Positions are sorted along, and the tangents follow them.
  sort: (inputs, tangents, params) => {
    const { shape } = inputs[0] as NDArray;
    const positions = iota({ dtype: "int32", shape, dimension: params.dimension });
    const sorted = sort([...inputs, positions], params);
    const order = sorted[inputs.length] as NDArray;
    return [
      sorted.slice(0, inputs.length),
      tangents.map((dx) => (dx instanceof Zero ? dx : takeAlong(dx, order, params.dimension))),
    ];
  },
  topK: ([x], [dx], params) => {
    const [values, indices] = topK([x as NDArray], params) as readonly [NDArray, NDArray];
    const tangent = dx === undefined || dx instanceof Zero ? zeroTangent(values) : takeAlong(dx, indices, params.axis);
    return [
      [values, indices],
      [tangent, zeroTangent(indices)],
    ];
  },
});

export const sortingTranspose = transposeFamily(sorting, { sort: notLinear, topK: notLinear });
