import {
  type ArrayLike,
  broadcastInDim,
  type Index,
  type IndexedArray,
  type IndexOptions,
  type Array as NDArray,
  neg,
  type Operand,
  requireOptions,
  reshape,
  type ScatterParams,
  scalarArray,
  scatter,
  scatterAdd,
  scatterMax,
  scatterMin,
  scatterMul,
  sizeOf,
} from "@hyrax/core";
import { broadcastArray, broadcastShapes } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { divide } from "../elementwise/arithmetic.js";
import { power } from "../elementwise/power.js";
import { promoteDtypes } from "../promote.js";
import { isScalar } from "../scalar-type.js";
import { planGather } from "./gather-plan.js";
import { parseIndex } from "./index-items.js";
import { gatherMode, indexOptionNames, readIndex } from "./read.js";

type Scatter = (x: Operand, indices: Operand, updates: Operand, params: ScatterParams) => NDArray;

/**
 * The array with values scattered to an index: of the index's shape, or of one that broadcasts to it. Writes out of
 * bounds are dropped, unless a mode says otherwise. The result keeps the dtype of the array.
 */
function writeIndex(
  name: string,
  x: NDArray,
  index: readonly Index[],
  values: ArrayLike,
  scatterBy: Scatter,
  options: IndexOptions = {},
): NDArray {
  requireOptions(name, options, indexOptionNames);
  const plan = planGather(name, x, parseIndex(name, index, x.shape));
  const mode = gatherMode(name, options.mode, "fill");
  const given = toArray(values, name);
  const fits = broadcastShapes(`${name}: the values and the elements at the index`, given.shape, plan.shape);
  if (fits.length !== plan.shape.length || fits.some((n, axis) => n !== plan.shape[axis])) {
    throw new TypeError(
      `${name}: values of shape [${given.shape.join(", ")}] do not broadcast to [${plan.shape.join(", ")}], the shape of the ` +
        `elements at the index of an array of shape [${x.shape.join(", ")}]`,
    );
  }
  if (sizeOf(plan.shape) === 0) return x;
  const [target, updates] = promoteDtypes(name, x, isScalar(values) ? values : given);
  const broadcast = broadcastArray(updates, plan.shape);
  const written = scatterBy(target, plan.indices, withoutNewAxes(broadcast, plan.newAxes), {
    dimensionNumbers: {
      updateWindowDims: plan.offsetDims,
      insertedWindowDims: plan.collapsedSliceDims,
      scatterDimsToOperandDims: plan.startIndexMap,
      operandBatchingDims: [],
      scatterIndicesBatchingDims: [],
    },
    mode,
    indicesAreSorted: plan.ordered || options.indicesAreSorted === true,
    uniqueIndices: plan.ordered || options.uniqueIndices === true,
  });
  return convertTo(written, x.dtype, x.weakType);
}

function withoutNewAxes(x: NDArray, newAxes: readonly number[]): NDArray {
  if (newAxes.length === 0) return x;
  return reshape(x, { newSizes: x.shape.filter((_, axis) => !newAxes.includes(axis)) });
}

function ones(x: NDArray): NDArray {
  return broadcastInDim(scalarArray(1, x.dtype), { shape: x.shape, broadcastDimensions: [] });
}

/** The elements of `x` at an index, to be read with a mode or replaced in a new array. */
export function indexed(x: NDArray, index: readonly Index[]): IndexedArray {
  const by = (method: string, scatterBy: Scatter) => (values: ArrayLike, options?: IndexOptions) =>
    writeIndex(`x.at(…).${method}`, x, index, values, scatterBy, options);
  // A factor of one where nothing is written: repeated elements are divided, or raised, by the product of their values.
  const factors = (method: string, values: ArrayLike, options?: IndexOptions) => {
    const [like] = promoteDtypes(method, x, values);
    return writeIndex(`x.at(…).${method}`, ones(like), index, values, scatterMul, options);
  };
  return {
    get: (options) => readIndex("x.at(…).get", x, index, options),
    set: by("set", scatter),
    add: by("add", scatterAdd),
    subtract: by("subtract", (target, indices, updates, params) => scatterAdd(target, indices, neg(updates), params)),
    multiply: by("multiply", scatterMul),
    min: by("min", scatterMin),
    max: by("max", scatterMax),
    divide: (values, options) => divide(x, factors("divide", values, options)),
    power: (values, options) => power(x, factors("power", values, options)),
    // Read and written once: an element that the index names twice is changed once, where JAX changes it twice.
    apply(f, options) {
      const changed = f(readIndex("x.at(…).apply", x, index, options));
      return writeIndex("x.at(…).apply", x, index, changed, scatter, options);
    },
  };
}
