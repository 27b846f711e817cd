import {
  allGather,
  allToAll,
  axisIndex,
  collective,
  iota,
  mul,
  type NamedAxesParams,
  type Array as NDArray,
  pmax,
  pmin,
  ppermute,
  psum,
  reduceMax,
  reduceMin,
  reduceScatter,
  reduceSum,
  reshape,
} from "@hyrax/core";
import { atFront, broadcastAxis, frontIfBatched, moveAxis, replaced, without } from "../interpreters/axes.js";
import { type Batched, batchFamily, type MappedAxis } from "../interpreters/rule.js";
import { exchange, reduceGroups } from "./members.js";

const repeated = (x: NDArray, { size }: MappedAxis) => mul(x, size);
const itself = (x: NDArray) => x;

export const collectiveBatch = batchFamily(collective, {
  psum: reducing(psum, (x) => reduceSum(x, { axes: [0] }), repeated),
  pmax: reducing(pmax, (x) => reduceMax(x, { axes: [0] }), itself),
  pmin: reducing(pmin, (x) => reduceMin(x, { axes: [0] }), itself),

  allGather: ([x], params, map) => {
    const { allGatherDimension: at, axisName, tiled } = params;
    if (axisName !== map.name) {
      return overOther(x, (value) => allGather(value, { ...params, allGatherDimension: at + 1 }));
    }
    // Every member gets the same, so that the result has no mapped axis any more.
    const gathered = x.axis === null ? broadcastAxis(x.value, at, map.size) : moveAxis(x.value, x.axis, at);
    return { value: tiled ? merged(gathered, at) : gathered, axis: null };
  },

  reduceScatter: ([x], params, map) => {
    const { scatterDimension: at, axisName, tiled } = params;
    if (axisName !== map.name) {
      return overOther(x, (value) => reduceScatter(value, { ...params, scatterDimension: at + 1 }));
    }
    const sum = x.axis === null ? repeated(x.value, map) : reduceSum(x.value, { axes: [x.axis] });
    return { value: tiled ? shared(sum, at, map.size) : sum, axis: at };
  },

  ppermute: ([x], params, map) =>
    params.axisName === map.name
      ? { value: exchange(atFront(x, map.size), params.perm), axis: 0 }
      : { value: ppermute(x.value, params), axis: x.axis },

  allToAll: ([x], params, map) => {
    const { axisName, concatAxis, splitAxis, tiled } = params;
    if (axisName !== map.name) {
      return overOther(x, (value) =>
        allToAll(value, { ...params, splitAxis: splitAxis + 1, concatAxis: concatAxis + 1 }),
      );
    }
    // [sender, …, receiver, …] becomes [receiver, …, sender, …].
    const members = atFront(x, map.size);
    const parts = tiled ? shared(members, splitAxis + 1, map.size) : members;
    const byReceiver = moveAxis(parts, splitAxis + 1, 0);
    const received = moveAxis(byReceiver, 1, concatAxis + 1);
    return { value: tiled ? merged(received, concatAxis + 1) : received, axis: 0 };
  },

  axisIndex: (_, { axisName }, { name, size }) =>
    axisName === name
      ? { value: iota({ dtype: "int32", shape: [size], dimension: 0 }), axis: 0 }
      : { value: axisIndex({ axisName }), axis: null },
});

/**
 * A reduction over named axes: that over the mapped one is a reduction of an array, the others are left to whoever maps
 * them. `whole` reduces the members, `alike` gives what comes of members that are all equal.
 */
function reducing(
  primitive: typeof psum,
  whole: (members: NDArray) => NDArray,
  alike: (x: NDArray, map: MappedAxis) => NDArray,
) {
  return (inputs: readonly Batched[], params: NamedAxesParams, map: MappedAxis): readonly Batched[] => {
    const { axes, axisIndexGroups } = params;
    const others = axes.filter((name) => name !== map.name);
    if (others.length === axes.length) {
      const values = primitive(
        inputs.map((x) => x.value),
        params,
      );
      return values.map((value, i) => ({ value, axis: inputs[i]?.axis ?? null }));
    }
    if (axisIndexGroups !== null) {
      return inputs.map((x) => ({ value: reduceGroups(atFront(x, map.size), axisIndexGroups, whole), axis: 0 }));
    }
    const reduced = inputs.map((x) => (x.axis === null ? alike(x.value, map) : whole(moveAxis(x.value, x.axis, 0))));
    const values = others.length === 0 ? reduced : primitive(reduced, { ...params, axes: others });
    return values.map((value) => ({ value, axis: null }));
  };
}

/** A collective over another axis, with the axes of the element one further back. */
function overOther(x: Batched, apply: (value: NDArray) => NDArray): Batched {
  const { value, axis } = frontIfBatched(x);
  return { value: apply(value), axis };
}

/** An axis and the one after it as one. */
function merged(x: NDArray, at: number): NDArray {
  const [outer, inner] = x.shape.slice(at, at + 2) as [number, number];
  return reshape(x, { newSizes: replaced(without(x.shape, at), at, [outer * inner]) });
}

/** An axis divided among members. */
function shared(x: NDArray, at: number, members: number): NDArray {
  const part = members === 0 ? 0 : (x.shape[at] as number) / members;
  return reshape(x, { newSizes: replaced(x.shape, at, [members, part]) });
}
