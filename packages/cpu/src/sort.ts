import {
  allocate,
  type DType,
  isComplex,
  type ShapedArray,
  type SortParams,
  type TopKParams,
  type TypedArray,
} from "@hyrax/core";
import { around } from "./axes.js";
import { imaginaryParts, realParts } from "./complex/parts.js";
import { bigints, isWide, toDoubles } from "./doubles.js";
import type { Kernel } from "./kernel.js";
import { ascending, type Before, descending, sortedPlaces } from "./sort-rows.js";
import { asWords, stridedCopy, wordsPerElement } from "./strided.js";

/** Moves rows along an axis by places: `to[k] = from[places[k]]`. */
function rowMover(dtype: ShapedArray["dtype"], inner: number) {
  const words = wordsPerElement(dtype);
  const copy = stridedCopy([], [], [], words);
  return (
    from: Parameters<typeof copy>[0],
    start: number,
    places: Uint32Array,
    to: typeof from,
    toStart: number,
    n: number,
  ) => {
    for (let k = 0; k < n; k++) copy(from, start + places[k]! * inner, to, toStart + k * inner);
  };
}

/** The elements in a form that can be compared; the parts of complex elements are two keys. */
function keysOf(x: TypedArray, dtype: DType): readonly (Float64Array | BigInt64Array | BigUint64Array)[] {
  if (isComplex(dtype)) return [realParts(x), imaginaryParts(x)];
  return [isWide(dtype) ? bigints(x) : toDoubles(x, dtype)];
}

/** `sort`: the keys decide, the first one first, and all arrays move along. */
export function sort(inputs: readonly ShapedArray[], { dimension, numKeys }: SortParams): Kernel {
  const { outer, n, inner } = around(inputs[0]!.shape, dimension);
  const movers = inputs.map((x) => rowMover(x.dtype, inner));
  return (arrays) => {
    const keys = inputs.slice(0, numKeys).flatMap(({ dtype }, i) => keysOf(arrays[i]!, dtype));
    const results = inputs.map((x) => allocate(x.dtype, x.size));
    const from = inputs.map((x, i) => asWords(arrays[i]!, x.dtype));
    const to = inputs.map((x, i) => asWords(results[i]!, x.dtype));
    let start = 0;
    const before: Before = (i, j) => {
      for (const key of keys) {
        const [a, b] = [key[start + i * inner]!, key[start + j * inner]!];
        if (ascending(a, b)) return true;
        if (ascending(b, a)) return false;
      }
      return false;
    };
    for (let row = 0; row < outer * inner; row++) {
      start = Math.floor(row / inner) * n * inner + (row % inner);
      const places = sortedPlaces(n, before);
      movers.forEach((move, i) => move(from[i]!, start, places, to[i]!, start, n));
    }
    return results;
  };
}

/** `topK`: the greatest elements, of equal ones the first. */
export function topK([x]: readonly ShapedArray[], { k, axis }: TopKParams, outs: readonly ShapedArray[]): Kernel {
  const { dtype, shape } = x!;
  const { outer, n, inner } = around(shape, axis);
  const move = rowMover(dtype, inner);
  return ([input]) => {
    const keys = isWide(dtype) ? bigints(input!) : toDoubles(input!, dtype);
    const values = allocate(dtype, outs[0]!.size);
    const indices = new Int32Array(outs[1]!.size);
    const from = asWords(input!, dtype);
    const to = asWords(values, dtype);
    for (let row = 0; row < outer * inner; row++) {
      const [o, i] = [Math.floor(row / inner), row % inner];
      const start = o * n * inner + i;
      const places = sortedPlaces(n, (a, b) => descending(keys[start + a * inner]!, keys[start + b * inner]!));
      const outStart = o * k * inner + i;
      move(from, start, places, to, outStart, k);
      for (let j = 0; j < k; j++) indices[outStart + j * inner] = places[j]!;
    }
    return [values, indices];
  };
}
