import {
  type AxesParams,
  type ConcatenateParams,
  concatenate,
  type DotGeneralParams,
  type Eqn,
  type IotaParams,
  type Shape,
} from "@hyrax/core";
import { classify, contiguous, viewOf } from "@hyrax/jit";

/** Where an element comes from: an input of the equation, and the place in it. */
export interface Source {
  readonly input: number;
  readonly at: number;
}

/** Every index of a shape, in row-major order. */
export function indicesOf(shape: Shape): readonly (readonly number[])[] {
  return shape.reduce<readonly (readonly number[])[]>(
    (list, size) => list.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  );
}

/** The place in a row-major array. */
function placeOf(shape: Shape, index: readonly number[]): number {
  return index.reduce((place, i, axis) => place * shape[axis]! + i, 0);
}

/** Where each element of the result comes from, if the equation only moves elements. */
export function movesOf(eqn: Eqn): readonly Source[] | undefined {
  const shape = eqn.outs[0]!.aval.shape;
  if (eqn.primitive === concatenate) {
    const { dimension } = eqn.params as ConcatenateParams; // the params of concatenate
    return indicesOf(shape).map((index) => {
      const within = [...index];
      let input = 0;
      for (; within[dimension]! >= eqn.inputs[input]!.aval.shape[dimension]!; input++) {
        within[dimension]! -= eqn.inputs[input]!.aval.shape[dimension]!;
      }
      return { input, at: placeOf(eqn.inputs[input]!.aval.shape, within) };
    });
  }
  if (classify(eqn, () => true) !== "view") return undefined;
  // Strides express every view of a row-major array.
  const { offset, strides } = viewOf(eqn)(contiguous(eqn.inputs[0]!.aval.shape))!;
  return indicesOf(shape).map((index) => ({
    input: 0,
    at: index.reduce((place, i, axis) => place + i * strides[axis]!, offset),
  }));
}

/** The numbers that an `iota` counts, one for each element. */
export function countsOf({ params }: Eqn): readonly number[] {
  const { shape, dimension } = params as IotaParams; // the params of iota
  return indicesOf(shape).map((index) => index[dimension]!);
}

/** For each element of a reduction, the places of those that it combines, in order. */
export function reducedPlaces({ inputs, params }: Eqn): readonly (readonly number[])[] {
  const { axes } = params as AxesParams; // the params of a reduction
  const { shape } = inputs[0]!.aval;
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const groups = new Map<string, number[]>(
    indicesOf(kept.map((axis) => shape[axis]!)).map((index) => [index.join(), []]),
  );
  indicesOf(shape).forEach((index, at) => groups.get(kept.map((axis) => index[axis]!).join())!.push(at));
  return [...groups.values()];
}

/** For each element of a product, the places of the pairs whose products it sums. */
export function productPlaces({ inputs, params }: Eqn): readonly (readonly (readonly [lhs: number, rhs: number])[])[] {
  const { lhsContract, rhsContract, lhsBatch, rhsBatch } = (params as DotGeneralParams).dimensionNumbers;
  const [lhs, rhs] = inputs.map(({ aval }) => aval.shape) as [Shape, Shape]; // a product has two inputs
  const free = (shape: Shape, taken: readonly number[]) =>
    shape.map((_, axis) => axis).filter((axis) => !taken.includes(axis));
  const [lhsFree, rhsFree] = [free(lhs, [...lhsBatch, ...lhsContract]), free(rhs, [...rhsBatch, ...rhsContract])];
  const sizes = (shape: Shape, axes: readonly number[]) => indicesOf(axes.map((axis) => shape[axis]!));
  const place = (shape: Shape, axes: readonly number[], index: readonly number[]) =>
    placeOf(
      shape,
      shape.map((_, axis) => index[axes.indexOf(axis)]!),
    );
  const [lhsAxes, rhsAxes] = [
    [...lhsBatch, ...lhsFree, ...lhsContract],
    [...rhsBatch, ...rhsFree, ...rhsContract],
  ];
  return sizes(lhs, lhsBatch).flatMap((b) =>
    sizes(lhs, lhsFree).flatMap((m) =>
      sizes(rhs, rhsFree).map((n) =>
        sizes(lhs, lhsContract).map(
          (k) => [place(lhs, lhsAxes, [...b, ...m, ...k]), place(rhs, rhsAxes, [...b, ...n, ...k])] as const,
        ),
      ),
    ),
  );
}
