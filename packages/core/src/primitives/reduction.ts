import { type ShapedArray, shapedArray } from "../aval.js";
import type { DType } from "../dtypes/dtype.js";
import { type PrimitiveTraits, primitive } from "../primitive.js";
import { type Kinds, require, requireAxes, requireKind, withoutAxes, withShape } from "./abstract.js";

type One = readonly [x: ShapedArray];

export interface AxesParams {
  /** The axes that disappear, counted from the front. */
  readonly axes: readonly number[];
}

function overAxes(name: string, kinds: Kinds, traits: PrimitiveTraits<AxesParams> = {}) {
  return primitive(
    name,
    ([x]: One, { axes }: AxesParams) => {
      requireKind(x, kinds);
      requireAxes(x, axes);
      return withShape(x, withoutAxes(x.shape, axes));
    },
    traits,
  );
}

export const reduceSum = overAxes("reduce_sum", "iufc", {
  print: (params) => ({ ...params, outSharding: null }),
});
export const reduceProd = overAxes("reduce_prod", "iufc");
/** NaN wins; of no elements, −∞ or the least integer. */
export const reduceMax = overAxes("reduce_max", "biufc");
/** NaN wins; of no elements, ∞ or the greatest integer. */
export const reduceMin = overAxes("reduce_min", "biufc");
export const reduceAnd = overAxes("reduce_and", "biu");
export const reduceOr = overAxes("reduce_or", "biu");
export const reduceXor = overAxes("reduce_xor", "biu");

export interface ArgReductionParams {
  /** The one axis along which to search. */
  readonly axes: readonly [number];
  readonly indexDtype: DType;
}

function argReduction(name: string) {
  return primitive(name, ([x]: One, { axes, indexDtype }: ArgReductionParams) => {
    requireKind(x, "biuf");
    requireAxes(x, axes);
    require(axes.length === 1, () => `searches along one axis, found [${axes.join(", ")}]`);
    require(x.shape[axes[0]] !== 0, () => `axis ${axes[0]} of ${x} is empty`);
    return shapedArray(withoutAxes(x.shape, axes), indexDtype);
  });
}

/** The first index of the greatest element; the first NaN counts as the greatest. */
export const argmax = argReduction("argmax");
/** The first index of the least element; the first NaN counts as the least. */
export const argmin = argReduction("argmin");

export interface CumulativeParams {
  readonly axis: number;
  readonly reverse: boolean;
}

function cumulative(name: string, kinds: Kinds) {
  return primitive(name, ([x]: One, { axis }: CumulativeParams) => {
    requireKind(x, kinds);
    requireAxes(x, [axis]);
    return x;
  });
}

export const cumsum = cumulative("cumsum", "iufc");
export const cumprod = cumulative("cumprod", "iufc");
export const cummax = cumulative("cummax", "biufc");
export const cummin = cumulative("cummin", "biufc");
export const cumlogsumexp = cumulative("cumlogsumexp", "fc");

/** Reductions over axes, and running reductions along one. */
export const reduction = {
  reduceSum,
  reduceProd,
  reduceMax,
  reduceMin,
  reduceAnd,
  reduceOr,
  reduceXor,
  argmax,
  argmin,
  cumsum,
  cumprod,
  cummax,
  cummin,
  cumlogsumexp,
};
