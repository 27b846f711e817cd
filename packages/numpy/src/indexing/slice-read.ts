import {
  broadcastInDim,
  dynamicSlice,
  type Array as NDArray,
  type Operand,
  rev,
  scalarArray,
  slice,
  squeeze,
} from "@hyrax/core";
import { convertTo } from "../convert.js";
import type { IndexItem, ParsedIndex } from "./index-items.js";
import type { AxisSlice } from "./slice-text.js";
import { wrapNegative } from "./wrap-negative.js";

type Taken = Exclude<IndexItem, { readonly kind: "newAxis" | "array" }>;

/**
 * The elements at an index of numbers, slices and scalar arrays, by slicing: statically where it can, else by
 * `dynamicSlice`. Numbers out of bounds are clamped. Null if the index needs a gather.
 */
export function readBySlicing(name: string, x: NDArray, { items }: ParsedIndex): NDArray | null {
  const taken: Taken[] = [];
  for (const item of items) {
    if (item.kind === "array") return null;
    if (item.kind !== "newAxis") taken.push(item);
  }
  for (const item of taken) requireElements(name, x, item);
  const isDynamic = taken.some((item) => item.kind === "scalar");
  if (isDynamic && taken.some((item) => item.kind === "slice" && Math.abs(item.step) !== 1)) return null;

  const part = isDynamic ? dynamicPart(x, taken) : staticPart(x, taken);
  const reversed = taken.flatMap((item) => (item.kind === "slice" && item.step < 0 ? [item.axis] : []));
  const dropped = taken.flatMap((item) => (item.kind === "slice" ? [] : [item.axis]));
  const forwards = reversed.length === 0 ? part : rev(part, { dimensions: reversed });
  const squeezed = dropped.length === 0 ? forwards : squeeze(forwards, { dimensions: dropped });
  return addAxes(squeezed, items);
}

/** Throws if one element is to be taken of an axis that has none. */
export function requireElements(name: string, x: NDArray, item: IndexItem): void {
  if (item.kind === "slice" || item.kind === "newAxis" || x.shape[item.axis] !== 0) return;
  const index = item.kind === "number" ? item.value : item.kind === "array" ? item.index.aval : "a traced scalar";
  if (item.kind === "array" && item.index.size === 0) return;
  throw new TypeError(
    `${name}: index ${index} of axis ${item.axis}, which has no elements: the shape is [${x.shape.join(", ")}]`,
  );
}

/** The part of an axis that a slice lies in, read forwards. */
function bounds({ start, stop, step, length }: AxisSlice): { readonly first: number; readonly limit: number } {
  if (step > 0) return { first: start, limit: Math.max(start, stop) };
  const first = length === 0 ? Math.max(start, 0) : start + (length - 1) * step;
  return { first, limit: length === 0 ? first : start + 1 };
}

const clamped = (value: number, size: number) => Math.min(Math.max(value, 0), size - 1);

function staticPart(x: NDArray, taken: readonly Taken[]): NDArray {
  const parts = taken.map((item) => {
    if (item.kind === "slice") return { ...bounds(item), stride: Math.abs(item.step) };
    const first = item.kind === "number" ? clamped(item.value, x.shape[item.axis] as number) : 0;
    return { first, limit: first + 1, stride: 1 };
  });
  if (parts.every(({ first, limit, stride }, i) => first === 0 && limit === x.shape[i] && stride === 1)) return x;
  return slice(x, {
    startIndices: parts.map(({ first }) => first),
    limitIndices: parts.map(({ limit }) => limit),
    strides: parts.every(({ stride }) => stride === 1) ? null : parts.map(({ stride }) => stride),
  });
}

function dynamicPart(x: NDArray, taken: readonly Taken[]): NDArray {
  const starts = taken.map((item): Operand => {
    const size = x.shape[item.axis] as number;
    if (item.kind === "slice") return scalarArray(bounds(item).first, "int32");
    if (item.kind === "number") return scalarArray(clamped(item.value, size), "int32");
    const start = wrapNegative(item.index, size);
    return taken.length === 1 ? start : convertTo(start, "int32");
  });
  return dynamicSlice([x, ...starts], {
    sliceSizes: taken.map((item) => (item.kind === "slice" ? item.length : 1)),
  });
}

/** The array with an axis of size 1 at each `null` of the index. */
function addAxes(x: NDArray, items: readonly IndexItem[]): NDArray {
  if (items.every((item) => item.kind !== "newAxis")) return x;
  const kept = items.filter((item) => item.kind === "newAxis" || item.kind === "slice");
  const shape: number[] = [];
  const broadcastDimensions: number[] = [];
  for (const item of kept) {
    if (item.kind === "slice") {
      broadcastDimensions.push(shape.length);
      shape.push(x.shape[broadcastDimensions.length - 1] as number);
    } else shape.push(1);
  }
  return broadcastInDim(x, { shape, broadcastDimensions });
}
