import { type Shape, type ShapedArray, shapedArray } from "../aval.js";
import { UnboundAxisError } from "../errors.js";
import { currentTrace } from "../interpreters/trace.js";
import { multiple, primitive } from "../primitive.js";
import { require, requireAxes, resized, withoutAxes, withShape } from "./abstract.js";

/** The size of a named axis; throws an `UnboundAxisError` where no enclosing `vmap` or `pmap` binds the name. */
export function namedAxisSize(name: string, operation: string): number {
  const size = currentTrace().axisSize(name);
  if (size === undefined) {
    throw new UnboundAxisError(`${operation}: no enclosing vmap or pmap has the axisName ${JSON.stringify(name)}`);
  }
  return size;
}

export interface NamedAxesParams {
  readonly axes: readonly string[];
  /** The members of each group that reduces by itself; null means one group of all. */
  readonly axisIndexGroups: readonly (readonly number[])[] | null;
}

function allReduce(name: string) {
  return multiple(name, (inputs, { axes }: NamedAxesParams) => {
    for (const axis of axes) namedAxisSize(axis, name);
    return inputs.map((x) => shapedArray(x.shape, x.dtype));
  });
}

/** Sums over the members of named axes; each result goes to every member. */
export const psum = allReduce("psum");
export const pmax = allReduce("pmax");
export const pmin = allReduce("pmin");

export interface AllGatherParams {
  readonly axisName: string;
  readonly axisSize: number;
  /** Where the members' axis goes in the result. */
  readonly allGatherDimension: number;
  /** Concatenate along that axis, instead of adding it. */
  readonly tiled: boolean;
}

/** The shape with an axis for the members, or if tiled with an axis that holds the parts of them all. */
function gathered(part: Shape, axis: number, members: number, tiled: boolean): Shape {
  if (tiled) return resized(part, axis, (part[axis] as number) * members);
  return [...part.slice(0, axis), members, ...part.slice(axis)];
}

/** The arrays of all members, stacked or concatenated, at every member. */
export const allGather = primitive(
  "all_gather",
  ([x]: readonly [x: ShapedArray], { axisName, axisSize, allGatherDimension, tiled }: AllGatherParams) => {
    namedAxisSize(axisName, "all_gather");
    return shapedArray(gathered(x.shape, allGatherDimension, axisSize, tiled), x.dtype);
  },
);

/** The shape of one element of an axis, or if tiled one part, for each member; throws a `Misfit` if it is uneven. */
function shared(x: ShapedArray, axis: number, members: number, tiled: boolean): Shape {
  requireAxes(x, [axis]);
  const size = x.shape[axis] as number;
  const fits = tiled ? size % members === 0 : size === members;
  require(fits, () => `axis ${axis} of ${x} must be ${tiled ? "divisible by " : ""}the number of members, ${members}`);
  return tiled ? resized(x.shape, axis, size / members) : withoutAxes(x.shape, [axis]);
}

export interface ReduceScatterParams {
  readonly axisName: string;
  readonly axisSize: number;
  readonly scatterDimension: number;
  readonly tiled: boolean;
}

/** Sums over members, of which each keeps its part: `psumScatter`. */
export const reduceScatter = primitive(
  "reduce_scatter",
  ([x]: readonly [x: ShapedArray], { axisName, axisSize, scatterDimension, tiled }: ReduceScatterParams) => {
    namedAxisSize(axisName, "reduce_scatter");
    return shapedArray(shared(x, scatterDimension, axisSize, tiled), x.dtype);
  },
);

export interface PpermuteParams {
  readonly axisName: string;
  /** Pairs of sender and receiver; a member that receives nothing gets zeros. */
  readonly perm: readonly (readonly [source: number, target: number])[];
}

/** Sends arrays between members. */
export const ppermute = primitive("ppermute", ([x]: readonly [x: ShapedArray], { axisName, perm }: PpermuteParams) => {
  const size = namedAxisSize(axisName, "ppermute");
  for (const side of [0, 1] as const) {
    const members = perm.map((pair) => pair[side]);
    require(new Set(members).size === members.length &&
      members.every((i) => Number.isInteger(i) && i >= 0 && i < size), () =>
      `each of ${size} members may send once and receive once, found ${JSON.stringify(perm)}`);
  }
  return shapedArray(x.shape, x.dtype);
});

export interface AllToAllParams {
  readonly axisName: string;
  readonly splitAxis: number;
  readonly concatAxis: number;
  readonly tiled: boolean;
}

/** Each member sends a part of its `splitAxis` to each other, and puts what it gets along `concatAxis`. */
export const allToAll = primitive(
  "all_to_all",
  ([x]: readonly [x: ShapedArray], { axisName, splitAxis, concatAxis, tiled }: AllToAllParams) => {
    const n = namedAxisSize(axisName, "all_to_all");
    return withShape(x, gathered(shared(x, splitAxis, n, tiled), concatAxis, n, tiled));
  },
);

export interface AxisIndexParams {
  readonly axisName: string;
}

/** The number of the member that runs the program, int32. */
export const axisIndex = primitive("axis_index", (_: readonly [], { axisName }: AxisIndexParams) => {
  namedAxisSize(axisName, "axis_index");
  return shapedArray([], "int32");
});

/** Communication between the members of a named axis, which `vmap` or `pmap` binds. */
export const collective = { psum, pmax, pmin, allGather, reduceScatter, ppermute, allToAll, axisIndex };
