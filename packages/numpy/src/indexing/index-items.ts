import { type Index, isInteger, Array as NDArray, NonConcreteBooleanIndexError, type Shape, Tracer } from "@hyrax/core";
import { toArray, toArrayOf } from "../convert.js";
import { coordinatesOfTrue } from "./coordinates.js";
import { type AxisSlice, axisSlice, isSliceText } from "./slice-text.js";

/** What an index does with one axis of an array, or the new axis that it adds. */
export type IndexItem =
  /** A number known here, counted from the front; it may lie out of bounds. */
  | { readonly kind: "number"; readonly axis: number; readonly value: number }
  /** A scalar array. */
  | { readonly kind: "scalar"; readonly axis: number; readonly index: NDArray }
  | { readonly kind: "array"; readonly axis: number; readonly index: NDArray }
  | ({ readonly kind: "slice"; readonly axis: number } & AxisSlice)
  | { readonly kind: "newAxis" };

/** An index with an item for each axis of the array, in their order, and the new axes between. */
export interface ParsedIndex {
  readonly items: readonly IndexItem[];
  /** Whether its numbers and arrays stand side by side: then the axes of arrays go there, else to the front. */
  readonly contiguous: boolean;
}

/**
 * Reads an index for an array of the given shape: the ellipsis and missing items are written out as full slices, masks
 * become the coordinates of their true elements. Throws a `TypeError` that names the item, the axis and the shape.
 */
export function parseIndex(name: string, index: readonly Index[], shape: Shape): ParsedIndex {
  const given = index.map((item, position) => readItem(name, item, position));
  const taken = given.reduce<number>((n, item) => n + axesTaken(item), 0);
  if (taken > shape.length) {
    throw new TypeError(
      `${name}: the index has ${taken} items that take an axis, but the shape [${shape.join(", ")}] has ${shape.length} axes`,
    );
  }
  if (given.filter((item) => item === "...").length > 1) {
    throw new TypeError(`${name}: "..." stands for all axes that are left, so an index has it once at most`);
  }
  const advanced = given.flatMap((item, i) => (typeof item === "number" || isIndexArray(item) ? [i] : []));
  const contiguous = advanced.every((position, i) => position === (advanced[0] as number) + i);

  const items: IndexItem[] = [];
  let axis = 0;
  const fullSlices = (count: number) => {
    for (let i = 0; i < count; i++, axis++) {
      const length = shape[axis] as number;
      items.push({ kind: "slice", axis, start: 0, stop: length, step: 1, length });
    }
  };
  given.forEach((item, position) => {
    if (item === "...") fullSlices(shape.length - taken);
    else if (item === null) items.push({ kind: "newAxis" });
    else {
      for (const found of axisItems(name, item, position, axis, shape)) {
        items.push(found);
        axis += 1;
      }
    }
  });
  fullSlices(shape.length - axis);
  return { items, contiguous };
}

type GivenItem = number | string | null | NDArray;

const isIndexArray = (item: GivenItem): item is NDArray => item instanceof NDArray;

/** Lists and typed arrays become arrays; what cannot be an index throws. */
function readItem(name: string, item: Index, position: number): GivenItem {
  const fail = (found: string) => {
    throw new TypeError(
      `${name}: item ${position} of the index is ${found}; items are integers, slices such as "1:-1", "...", null, ` +
        "and integer or boolean arrays",
    );
  };
  if (item === null) return null;
  if (typeof item === "number") return Number.isInteger(item) ? item : fail(`the number ${item}`);
  if (typeof item === "string") return item === "..." || isSliceText(item) ? item : fail(`the text "${item}"`);
  if (item instanceof NDArray || ArrayBuffer.isView(item)) {
    const array = toArray(item, name);
    return isInteger(array.dtype) || array.dtype === "bool" ? array : fail(`the array ${array.aval}`);
  }
  if (!Array.isArray(item)) return fail(item === undefined ? "undefined" : `of type ${typeof item}`);
  const leaves: readonly unknown[] = item.flat(Number.POSITIVE_INFINITY);
  if (leaves.length > 0 && leaves.every((leaf) => typeof leaf === "boolean")) return toArray(item, name);
  if (leaves.some((leaf) => typeof leaf === "number" && !Number.isInteger(leaf))) {
    return fail(`the list [${leaves.join(", ")}]`);
  }
  return toArrayOf(item, "int32", name);
}

function axesTaken(item: GivenItem): number {
  if (item === null || item === "...") return 0;
  return isIndexArray(item) && item.dtype === "bool" ? item.ndim : 1;
}

function axisItems(
  name: string,
  item: number | string | NDArray,
  position: number,
  axis: number,
  shape: Shape,
): readonly IndexItem[] {
  const size = shape[axis] as number;
  if (typeof item === "string") return [{ kind: "slice", axis, ...axisSlice(item, size) }];
  if (typeof item === "number") return [{ kind: "number", axis, value: item < 0 ? item + size : item }];
  if (item.dtype === "bool") return maskItems(name, item, position, axis, shape);
  return [{ kind: item.ndim === 0 ? "scalar" : "array", axis, index: item }];
}

/** A mask as the coordinates of its true elements, one array for each of its axes. */
function maskItems(name: string, mask: NDArray, position: number, axis: number, shape: Shape): readonly IndexItem[] {
  const wanted = shape.slice(axis, axis + mask.ndim);
  if (mask.ndim === 0) {
    throw new TypeError(
      `${name}: item ${position} of the index is a boolean without axes; use np.where to choose by one boolean`,
    );
  }
  if (mask.shape.some((n, i) => n !== wanted[i])) {
    throw new TypeError(
      `${name}: item ${position} of the index is a mask of shape [${mask.shape.join(", ")}], but the axes from ${axis} ` +
        `of [${shape.join(", ")}] that it covers are [${wanted.join(", ")}]; they must be equal`,
    );
  }
  if (mask instanceof Tracer) {
    throw new NonConcreteBooleanIndexError(
      `${name}: item ${position} of the index is the traced mask ${mask.aval}, and how many elements it takes is not known ` +
        "while the function is traced. Use np.where(mask, …, …) instead, which keeps the shape",
    );
  }
  return coordinatesOfTrue(mask).map((index, i) => ({ kind: "array", axis: axis + i, index }));
}
