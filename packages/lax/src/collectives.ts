import {
  asArray,
  collective,
  elementwise,
  flatten,
  isInexact,
  Array as NDArray,
  namedAxisSize,
  type Operand,
  requireOptions,
  unflatten,
} from "@hyrax/core";
import { canonicalAxis } from "./axes.js";
import { convertElementType } from "./conversion.js";
import { require } from "./require.js";

/** The name of an axis that `vmap` or `pmap` binds, or several. */
export type AxisName = string | readonly string[];

export interface ReduceGroupsOptions {
  /** The members of each group that reduces by itself; one group of all if not given. */
  readonly axisIndexGroups?: readonly (readonly number[])[] | null;
}

const reduceGroupsOptionNames = ["axisIndexGroups"] as const satisfies readonly (keyof ReduceGroupsOptions)[];

type AllReduce = typeof collective.psum;

function namesOf(operation: string, axisName: AxisName): readonly string[] {
  const names = typeof axisName === "string" ? [axisName] : axisName;
  if (Array.isArray(names) && names.every((name) => typeof name === "string")) return names;
  throw new TypeError(
    `${operation}: takes the name of an axis, or a list of names, found ${String(axisName)}; functions of numpy reduce along axes of an array`,
  );
}

/** Applies a collective to the arrays of a pytree together; bare numbers go to `ofNumber`. */
function reduceTree<T>(
  operation: AllReduce,
  tree: T,
  axisName: AxisName,
  options: ReduceGroupsOptions,
  ofNumber: (x: number, members: number) => number,
): T {
  const [leaves, treedef] = flatten(tree);
  const axes = namesOf(operation.name, axisName);
  const members = () =>
    options.axisIndexGroups?.[0]?.length ?? axes.reduce((n, name) => n * namedAxisSize(name, operation.name), 1);
  const arrays = leaves.filter((leaf) => leaf instanceof NDArray);
  const reduced = operation(arrays, { axes, axisIndexGroups: options.axisIndexGroups ?? null })[Symbol.iterator]();
  const outs = leaves.map((leaf) =>
    leaf instanceof NDArray ? (reduced.next().value as NDArray) : ofNumber(numberLeaf(operation.name, leaf), members()),
  );
  // The structure is that of the argument, and numbers stay numbers, so the type is the same.
  return unflatten(treedef, outs) as T;
}

function numberLeaf(name: string, leaf: unknown): number {
  if (typeof leaf === "number" || typeof leaf === "boolean") return Number(leaf);
  throw new TypeError(`${name}: takes arrays and numbers, found ${typeof leaf}`);
}

/**
 * The sum over the members of a named axis, at each of them. Of a pytree, that of every leaf; of a bare number, the number
 * times the size of the axis, as a number: `psum(1, "i")` counts the members.
 */
export function psum<T>(x: T, axisName: AxisName, options: ReduceGroupsOptions = {}): T {
  requireOptions("psum", options, reduceGroupsOptionNames);
  return reduceTree(collective.psum, boolsAsIntegers(x), axisName, options, (value, members) => value * members);
}

/** bools are added up as int32. */
function boolsAsIntegers<T>(tree: T): T {
  const [leaves, treedef] = flatten(tree);
  const counted = leaves.map((leaf) =>
    leaf instanceof NDArray && leaf.dtype === "bool" ? convertElementType(leaf, "int32") : leaf,
  );
  return unflatten(treedef, counted) as T;
}

/** The mean over the members of a named axis, at each of them; integers become float32. */
export function pmean<T>(x: T, axisName: AxisName, options: ReduceGroupsOptions = {}): T {
  requireOptions("pmean", options, reduceGroupsOptionNames);
  const members = psum(1, axisName, options);
  const [leaves, treedef] = flatten(psum(x, axisName, options));
  const means = leaves.map((leaf) => {
    if (!(leaf instanceof NDArray)) return (leaf as number) / members;
    return elementwise.div(isInexact(leaf.dtype) ? leaf : convertElementType(leaf, "float32"), members);
  });
  return unflatten(treedef, means) as T;
}

/** The greatest over the members of a named axis, at each of them. */
export function pmax<T>(x: T, axisName: AxisName, options: ReduceGroupsOptions = {}): T {
  requireOptions("pmax", options, reduceGroupsOptionNames);
  return reduceTree(collective.pmax, x, axisName, options, (value) => value);
}

/** The least over the members of a named axis, at each of them. */
export function pmin<T>(x: T, axisName: AxisName, options: ReduceGroupsOptions = {}): T {
  requireOptions("pmin", options, reduceGroupsOptionNames);
  return reduceTree(collective.pmin, x, axisName, options, (value) => value);
}

/** Applies an operation to each leaf of a pytree as an array. */
function mapLeaves<T>(tree: T, f: (x: NDArray) => NDArray): T {
  const [leaves, treedef] = flatten(tree);
  return unflatten(
    treedef,
    leaves.map((leaf) => f(asArray(leaf as Operand))),
  ) as T;
}

export interface AllGatherOptions {
  /** Where the axis of the members goes in the result; 0 if not given. */
  readonly axis?: number;
  /** Concatenate along that axis, instead of adding it. */
  readonly tiled?: boolean;
}

/** The arrays of all members of a named axis, at each of them, stacked along a new axis or concatenated. */
export function allGather<T>(x: T, axisName: string, options: AllGatherOptions = {}): T {
  requireOptions("allGather", options, ["axis", "tiled"]);
  const { axis = 0, tiled = false } = options;
  const axisSize = namedAxisSize(axisName, "allGather");
  return mapLeaves(x, (leaf) => {
    const allGatherDimension = canonicalAxis("allGather", axis, leaf.ndim + (tiled ? 0 : 1));
    return collective.allGather(leaf, { axisName, axisSize, allGatherDimension, tiled });
  });
}

export interface PsumScatterOptions {
  /** The axis that is divided among the members; 0 if not given. */
  readonly scatterDimension?: number;
  /** Keep a part of that axis, instead of one element without it. */
  readonly tiled?: boolean;
}

/** The sum over the members of a named axis, of which each keeps its part. */
export function psumScatter<T>(x: T, axisName: string, options: PsumScatterOptions = {}): T {
  requireOptions("psumScatter", options, ["scatterDimension", "tiled"]);
  const { scatterDimension = 0, tiled = false } = options;
  const axisSize = namedAxisSize(axisName, "psumScatter");
  return mapLeaves(x, (leaf) =>
    collective.reduceScatter(leaf, {
      axisName,
      axisSize,
      scatterDimension: canonicalAxis("psumScatter", scatterDimension, leaf.ndim),
      tiled,
    }),
  );
}

/**
 * Sends arrays between members: pairs of sender and receiver. A member that receives nothing gets zeros.
 * @throws a `TypeError` if a member sends or receives more than once, or does not exist
 */
export function ppermute<T>(x: T, axisName: string, perm: readonly (readonly [source: number, target: number])[]): T {
  const size = namedAxisSize(axisName, "ppermute");
  for (const [side, does] of [
    [0, "send"],
    [1, "receive"],
  ] as const) {
    const members = perm.map((pair) => pair[side]);
    const exist = members.every((i) => Number.isInteger(i) && i >= 0 && i < size);
    require(exist && new Set(members).size === members.length, () =>
      `ppermute: each of the ${size} members of ${JSON.stringify(axisName)} may ${does} once, found ${JSON.stringify(perm)}`);
  }
  return mapLeaves(x, (leaf) => collective.ppermute(leaf, { axisName, perm }));
}

/** Member `perm[i]` sends to member `i`: each member takes part once on either side. */
export function pshuffle<T>(x: T, axisName: string, perm: readonly number[]): T {
  return ppermute(
    x,
    axisName,
    perm.map((source, target) => [source, target] as const),
  );
}

export interface AllToAllOptions {
  /** Divide and concatenate the axes, instead of removing one and adding another. */
  readonly tiled?: boolean;
}

/** Each member sends a part of its `splitAxis` to each other, and puts together what it gets along `concatAxis`. */
export function allToAll<T>(
  x: T,
  axisName: string,
  splitAxis: number,
  concatAxis: number,
  options: AllToAllOptions = {},
): T {
  requireOptions("allToAll", options, ["tiled"]);
  return mapLeaves(x, (leaf) =>
    collective.allToAll(leaf, {
      axisName,
      splitAxis: canonicalAxis("allToAll", splitAxis, leaf.ndim),
      concatAxis: canonicalAxis("allToAll", concatAxis, leaf.ndim),
      tiled: options.tiled ?? false,
    }),
  );
}

/** Exchanges the named axis with an axis of x, which has the same size. */
export function pswapaxes<T>(x: T, axisName: string, axis: number): T {
  return allToAll(x, axisName, axis, axis);
}

/** The number of the member of a named axis that runs the program, int32. Of several names, that in row-major order. */
export function axisIndex(axisName: AxisName): NDArray {
  const [first, ...rest] = namesOf("axisIndex", axisName);
  if (first === undefined) throw new TypeError("axisIndex: needs at least one axis name");
  let index = collective.axisIndex({ axisName: first });
  for (const name of rest) {
    index = elementwise.add(elementwise.mul(index, axisSize(name)), collective.axisIndex({ axisName: name }));
  }
  return index;
}

/** The number of members of a named axis. */
export function axisSize(axisName: AxisName): number {
  return namesOf("axisSize", axisName).reduce((n, name) => n * namedAxisSize(name, "axisSize"), 1);
}
