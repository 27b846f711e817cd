import {
  add,
  broadcastInDim,
  concatenate,
  iota,
  mul,
  type Array as NDArray,
  type Shape,
  scalarArray,
} from "@hyrax/core";
import { broadcastArray, broadcastShapes } from "../broadcast.js";
import { convertTo } from "../convert.js";
import type { IndexItem, ParsedIndex } from "./index-items.js";
import { requireElements } from "./slice-read.js";
import type { AxisSlice } from "./slice-text.js";
import { wrapNegative } from "./wrap-negative.js";

/**
 * An index as a gather and a scatter take it. What is read, or written, has the shape `shape` for the user: the gather
 * itself neither knows of new axes nor reads backwards.
 */
export interface GatherPlan {
  /** The start of each slice, along the last axis: one entry for each axis of `startIndexMap`. */
  readonly indices: NDArray;
  readonly startIndexMap: readonly number[];
  readonly collapsedSliceDims: readonly number[];
  readonly offsetDims: readonly number[];
  readonly sliceSizes: Shape;
  /** The shape of the elements at the index, new axes included. */
  readonly shape: Shape;
  /** Where in `shape` the new axes are. */
  readonly newAxes: readonly number[];
  /** Whether the index is known to name each element once, in order: it has no arrays. */
  readonly ordered: boolean;
}

/** An index along some axes of the batch of slices, starting at axis `at` of it. */
interface Component {
  readonly axis: number;
  readonly index: NDArray;
  readonly at: number;
}

/**
 * Lays an index out as a gather. Arrays broadcast together, numbers among them; their axes come where the first of them
 * stands, or first if something stands between them (NumPy's rule). Slices with a step other than 1 become arrays.
 */
export function planGather(name: string, x: NDArray, { items, contiguous }: ParsedIndex): GatherPlan {
  for (const item of items) requireElements(name, x, item);
  const advanced = items.some((item) => item.kind === "array") ? items.filter(isAdvanced) : [];
  const layout = new GatherLayout(x);
  if (!contiguous) layout.addArrays(name, advanced);
  for (const item of items) {
    if (item.kind === "newAxis") layout.addNewAxis();
    else if (item.kind === "slice") layout.addSlice(item);
    else if (advanced.length === 0) layout.addScalar(item);
    else if (contiguous && item === advanced[0]) layout.addArrays(name, advanced);
  }
  return layout.finish(advanced.length === 0);
}

/** A gather in the making: what has been laid out so far, from the first axis of the result on. */
class GatherLayout {
  readonly #x: NDArray;
  readonly #components: Component[] = [];
  /** The shape for the user, and that of the batch of slices. */
  readonly #shape: number[] = [];
  readonly #batchShape: number[] = [];
  readonly #newAxes: number[] = [];
  readonly #offsetDims: number[] = [];
  readonly #windowAxes: number[] = [];
  readonly #sliceSizes: number[];

  constructor(x: NDArray) {
    this.#x = x;
    this.#sliceSizes = x.shape.map(() => 1);
  }

  addArrays(name: string, items: readonly Advanced[]): void {
    const shape = broadcastShapes(`${name}: the arrays of the index`, ...items.map(indexShape));
    for (const item of items) this.#addComponent(item.axis, broadcastArray(indexArray(this.#x, item), shape));
    this.#batchShape.push(...shape);
    this.#shape.push(...shape);
  }

  /** A number or a scalar array: its axis is gone from the result. */
  addScalar(item: Advanced): void {
    this.#addComponent(item.axis, indexArray(this.#x, item));
  }

  addNewAxis(): void {
    this.#newAxes.push(this.#shape.length);
    this.#shape.push(1);
  }

  addSlice({ axis, start, step, length }: AxisSlice & { readonly axis: number }): void {
    if (step === 1) {
      if (length !== this.#x.shape[axis]) this.#addComponent(axis, scalarArray(start, "int32"));
      this.#sliceSizes[axis] = length;
      this.#windowAxes.push(axis);
      this.#offsetDims.push(this.#shape.length - this.#newAxes.length);
    } else {
      const steps = mul(step, iota({ dtype: "int32", shape: [length], dimension: 0 }));
      this.#addComponent(axis, add(start, steps));
      this.#batchShape.push(length);
    }
    this.#shape.push(length);
  }

  finish(ordered: boolean): GatherPlan {
    return {
      indices: joinComponents(this.#components, this.#batchShape),
      startIndexMap: this.#components.map(({ axis }) => axis),
      collapsedSliceDims: this.#x.shape.flatMap((_, axis) => (this.#windowAxes.includes(axis) ? [] : [axis])),
      offsetDims: this.#offsetDims,
      sliceSizes: this.#sliceSizes,
      shape: this.#shape,
      newAxes: this.#newAxes,
      ordered,
    };
  }

  #addComponent(axis: number, index: NDArray): void {
    this.#components.push({ axis, index, at: this.#batchShape.length });
  }
}

type Advanced = Exclude<IndexItem, { readonly kind: "newAxis" | "slice" }>;

function isAdvanced(item: IndexItem): item is Advanced {
  return item.kind !== "newAxis" && item.kind !== "slice";
}

const indexShape = (item: Advanced): Shape => (item.kind === "number" ? [] : item.index.shape);

/** The index of one axis as an int32 array, counted from the front. */
function indexArray(x: NDArray, item: Advanced): NDArray {
  if (item.kind === "number") return scalarArray(item.value, "int32");
  return convertTo(wrapNegative(item.index, x.shape[item.axis] as number), "int32");
}

/** The components side by side along a new last axis. */
function joinComponents(components: readonly Component[], batchShape: Shape): NDArray {
  const shape = [...batchShape, 1];
  const columns = components.map(({ index, at }) =>
    broadcastInDim(index, { shape, broadcastDimensions: index.shape.map((_, i) => at + i) }),
  );
  const [only] = columns;
  if (only === undefined) return emptyIndex(batchShape);
  return columns.length === 1 ? only : concatenate(columns, { dimension: batchShape.length });
}

function emptyIndex(batchShape: Shape): NDArray {
  return broadcastInDim(scalarArray(0, "int32"), { shape: [...batchShape, 0], broadcastDimensions: [] });
}
