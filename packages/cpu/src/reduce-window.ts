import { isComplex, type ShapedArray, type TypedArray } from "@hyrax/core";
import type { WindowParams } from "@hyrax/core/library";
import { around } from "./axes.js";
import { type Combination, narrow } from "./combinations.js";
import { partsOf } from "./complex/loops.js";
import { storeParts } from "./complex/reduce.js";
import { bigints, encodeDoubles, isWide, toDoubles } from "./doubles.js";
import type { UnaryKernel } from "./loops.js";
import { type Sliding, windowPlaces } from "./window-places.js";

/** What an axis of a reduction over windows is, as windows slide along it. */
export function slidings(x: ShapedArray, params: WindowParams, counts: readonly number[]): readonly Sliding[] {
  return x.shape.map((size, axis) => ({
    size,
    window: params.windowDimensions[axis]!,
    count: counts[axis]!,
    stride: params.windowStrides[axis]!,
    low: params.padding[axis]![0],
    baseDilation: params.baseDilation[axis]!,
    windowDilation: params.windowDilation[axis]!,
  }));
}

/** A complex element. */
type Pair = readonly [re: number, im: number];

/** Elements by index: what lists, doubles and 64-bit integers have in common. */
interface Elements<T> {
  readonly length: number;
  [index: number]: T;
}

/**
 * Reductions over windows, one axis after the other: a window is a product of runs along the axes, so its elements are
 * combined within the run of one axis, then these along the next one.
 */
export function reduceWindow(combination: Combination) {
  return ([x]: readonly [ShapedArray], params: WindowParams, [out]: readonly ShapedArray[]): UnaryKernel => {
    const { dtype } = x;
    const shape = [...x.shape];
    const passes = slidings(x, params, out!.shape).flatMap((sliding, axis) => {
      const { outer, inner } = around(shape, axis);
      shape[axis] = sliding.count;
      return isIdentity(sliding) ? [] : [{ outer, inner, sliding, places: windowPlaces(sliding) }];
    });
    const run = <T, A extends Elements<T>>(values: A, make: (size: number) => A, start: T, f: (a: T, b: T) => T): A => {
      for (const { outer, inner, sliding, places } of passes) {
        const { size, count, window } = sliding;
        const reduced = make(outer * count * inner);
        slide(values, reduced, places, { outer, inner, size, count, window }, start, f);
        values = reduced;
      }
      return values;
    };
    if (isWide(dtype)) {
      const start = combination.wideIdentity(dtype);
      const make = (size: number) => (dtype === "int64" ? new BigInt64Array(size) : new BigUint64Array(size));
      return ([input]) => [run<bigint, BigInt64Array | BigUint64Array>(bigints(input), make, start, combination.wide)];
    }
    if (isComplex(dtype)) {
      const { combine, identity } = combination.complex!;
      const z = new Float64Array(2);
      const onPairs = (a: Pair, b: Pair): Pair => {
        combine(...a, ...b, z);
        return [z[0]!, z[1]!];
      };
      return ([input]) => {
        const parts = partsOf(input);
        const pairs = Array.from({ length: x.size }, (_, i): Pair => [parts[2 * i]!, parts[2 * i + 1]!]);
        const reduced = run<Pair, Pair[]>(pairs, (size) => new Array<Pair>(size), identity, onPairs);
        return [storeParts(Float64Array.from(reduced.flat()), dtype)];
      };
    }
    const start = combination.identity(dtype);
    const f = narrow(combination, dtype);
    const make = (size: number) => new Float64Array(size);
    return ([input]): readonly TypedArray[] => [encodeDoubles(run(toDoubles(input, dtype), make, start, f), dtype)];
  };
}

function isIdentity({ size, window, count, stride, low, baseDilation }: Sliding): boolean {
  return window === 1 && stride === 1 && low === 0 && baseDilation === 1 && count === size;
}

interface Extents {
  readonly outer: number;
  readonly inner: number;
  readonly size: number;
  readonly count: number;
  readonly window: number;
}

function slide<T>(
  from: Elements<T>,
  to: Elements<T>,
  places: Int32Array,
  { outer, inner, size, count, window }: Extents,
  start: T,
  combine: (a: T, b: T) => T,
): void {
  for (let o = 0, at = 0; o < outer; o++) {
    for (let c = 0; c < count; c++) {
      for (let i = 0; i < inner; i++, at++) {
        let total = start;
        for (let k = 0; k < window; k++) {
          const place = places[c * window + k]!;
          if (place >= 0) total = combine(total, from[(o * size + place) * inner + i]!);
        }
        to[at] = total;
      }
    }
  }
}
