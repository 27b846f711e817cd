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
  const hasArrays = items.some((item) => item.kind === "array");
  const advanced = hasArrays ? items.filter(isAdvanced) : [];
  const advancedShape = broadcastShapes(`${name}: the arrays of the index`, ...advanced.map(indexShape));
  const first = advanced[0];

  const components: Component[] = [];
  const shape: number[] = [];
  const batchShape: number[] = [];
  const offsetDims: number[] = [];
  const newAxes: number[] = [];
  const sliceSizes = x.shape.map(() => 1);
  let axesOfGather = 0;

  const placeAdvanced = () => {
    for (const item of advanced) {
      components.push({
        axis: item.axis,
        index: broadcastArray(indexArray(x, item), advancedShape),
        at: batchShape.length,
      });
    }
    batchShape.push(...advancedShape);
    shape.push(...advancedShape);
    axesOfGather += advancedShape.length;
  };

  if (hasArrays && !contiguous) placeAdvanced();
  for (const item of items) {
    if (hasArrays && contiguous && item === first) placeAdvanced();
    if (item.kind === "newAxis") {
      newAxes.push(shape.length);
      shape.push(1);
    } else if (item.kind === "slice") {
      const whole = item.length === x.shape[item.axis];
      if (item.step === 1) {
        if (!whole)
          components.push({ axis: item.axis, index: scalarArray(item.start, "int32"), at: batchShape.length });
        sliceSizes[item.axis] = item.length;
        offsetDims.push(axesOfGather);
      } else {
        const steps = mul(item.step, iota({ dtype: "int32", shape: [item.length], dimension: 0 }));
        components.push({ axis: item.axis, index: add(item.start, steps), at: batchShape.length });
        batchShape.push(item.length);
      }
      shape.push(item.length);
      axesOfGather += 1;
    } else if (!hasArrays) {
      components.push({ axis: item.axis, index: indexArray(x, item), at: batchShape.length });
    }
  }
  const windowAxes = new Set(items.flatMap((item) => (item.kind === "slice" && item.step === 1 ? [item.axis] : [])));
  return {
    indices: joinComponents(components, batchShape),
    startIndexMap: components.map(({ axis }) => axis),
    collapsedSliceDims: x.shape.flatMap((_, axis) => (windowAxes.has(axis) ? [] : [axis])),
    offsetDims,
    sliceSizes,
    shape,
    newAxes,
    ordered: !hasArrays,
  };
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
