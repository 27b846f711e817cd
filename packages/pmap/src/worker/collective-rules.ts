import {
  add,
  allGather,
  allToAll,
  axisIndex,
  concatenate,
  type Eqn,
  max,
  min,
  type Primitive,
  pmax,
  pmin,
  ppermute,
  psum,
  reduceScatter,
  type ShapedArray,
  shapedArray,
  slice,
  type TypedArray,
  Var,
} from "@hyrax/core";
import { cpuRules, referenceKernel } from "@hyrax/cpu";
import type { Member } from "../spmd/exchange.js";

type Kernel = (inputs: readonly TypedArray[]) => readonly TypedArray[];

/** The reference engine's kernel of one operation. */
function kernelOf(primitive: Primitive, inputs: readonly ShapedArray[], params: object): Kernel {
  const variables = inputs.map((aval) => new Var(aval));
  const outs = primitive.abstractEval(inputs, params).map((aval) => new Var(aval));
  const eqn: Eqn = { primitive, inputs: variables, params, outs };
  return referenceKernel(eqn);
}

/** The members that `member` reduces with, in order. */
function groupOf(member: Member, groups: readonly (readonly number[])[] | null): readonly number[] {
  return groups?.find((group) => group.includes(member.index)) ?? Array.from({ length: member.size }, (_, i) => i);
}

function reduced(
  member: Member,
  combine: Primitive,
  x: ShapedArray,
  groups: readonly (readonly number[])[] | null,
): (mine: TypedArray) => TypedArray {
  const step = kernelOf(combine, [x, x], {});
  const group = groupOf(member, groups);
  // Every member combines in the same order, so that all get the same bits.
  return (mine) => {
    const all = member.exchange(mine);
    return group.map((i) => all[i] as TypedArray).reduce((a, b) => step([a, b])[0] as TypedArray);
  };
}

/** Concatenates the arrays of all members along an axis, or stacks them along a new one. */
function gathered(size: number, x: ShapedArray, dimension: number, tiled: boolean): Kernel {
  // A new axis of one element changes no element's place.
  const part = tiled ? x : shapedArray([...x.shape.slice(0, dimension), 1, ...x.shape.slice(dimension)], x.dtype);
  return kernelOf(concatenate, new Array<ShapedArray>(size).fill(part), { dimension });
}

/** The part of an axis that belongs to one of `count` members. */
function partOf(x: ShapedArray, axis: number, count: number, index: number): (whole: TypedArray) => TypedArray {
  const width = (x.shape[axis] as number) / count;
  const startIndices = x.shape.map((_, i) => (i === axis ? index * width : 0));
  const limitIndices = x.shape.map((n, i) => (i === axis ? (index + 1) * width : n));
  const kernel = kernelOf(slice, [x], { startIndices, limitIndices, strides: null });
  return (whole) => kernel([whole])[0] as TypedArray;
}

/** Gives the collectives of the reference engine their meaning in a thread that runs one member of an axis. */
export function defineCollectives(current: () => Member): void {
  for (const [primitive, combine] of [
    [psum, add],
    [pmax, max],
    [pmin, min],
  ] as const) {
    cpuRules.define(primitive, (inputs, { axisIndexGroups }) => {
      const member = current();
      const steps = inputs.map((x) => reduced(member, combine, x, axisIndexGroups));
      return (arrays) => arrays.map((mine, i) => (steps[i] as (x: TypedArray) => TypedArray)(mine));
    });
  }

  cpuRules.define(allGather, ([x], { allGatherDimension, tiled }) => {
    const member = current();
    const join = gathered(member.size, x, allGatherDimension, tiled);
    return ([mine]) => join(member.exchange(mine));
  });

  cpuRules.define(reduceScatter, ([x], { scatterDimension }) => {
    const member = current();
    const sum = reduced(member, add, x, null);
    const part = partOf(x, scatterDimension, member.size, member.index);
    return ([mine]) => [part(sum(mine))];
  });

  cpuRules.define(ppermute, (_, { perm }) => {
    const member = current();
    const source = perm.find(([, target]) => target === member.index)?.[0];
    return ([mine]) => {
      const all = member.exchange(mine);
      return [source === undefined ? (mine.slice().fill(0 as never) as TypedArray) : (all[source] as TypedArray)];
    };
  });

  cpuRules.define(allToAll, ([x], { splitAxis, concatAxis, tiled }) => {
    const member = current();
    const part = partOf(x, splitAxis, member.size, member.index);
    const width = (x.shape[splitAxis] as number) / member.size;
    const piece = x.shape.map((n, i) => (i === splitAxis ? width : n));
    const partAval = shapedArray(tiled ? piece : piece.filter((_, i) => i !== splitAxis), x.dtype);
    const join = gathered(member.size, partAval, concatAxis, tiled);
    return ([mine]) => join(member.exchange(mine).map(part));
  });

  cpuRules.define(axisIndex, () => {
    const member = current();
    return () => [Int32Array.of(member.index)];
  });
}
