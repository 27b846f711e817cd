import { allocate, type DType, type TypedArray } from "@hyrax/core";
import type { Around } from "../axes.js";
import type { UnaryKernel } from "../loops.js";
import { type ComplexFunction2, type Parts, partsOf } from "./loops.js";

/** An associative operation on complex elements, with its neutral one. */
export interface ComplexCombination {
  readonly combine: ComplexFunction2;
  readonly identity: readonly [re: number, im: number];
  /** The neutral element is neutral only up to a normalisation, which a running reduction gives its first element too. */
  readonly normalises?: boolean;
}

/** Doubles as the parts of elements of a dtype. */
export function storeParts(parts: Parts, dtype: DType): TypedArray {
  if (dtype === "complex128") return parts;
  const stored = allocate(dtype, parts.length / 2);
  partsOf(stored).set(parts);
  return stored;
}

/** A function that combines the element at `at` of some parts with another one into the first. */
export function combiner({ combine }: ComplexCombination) {
  const z = new Float64Array(2);
  return (into: Float64Array, at: number, re: number, im: number): void => {
    combine(into[2 * at]!, into[2 * at + 1]!, re, im, z);
    into[2 * at] = z[0]!;
    into[2 * at + 1] = z[1]!;
  };
}

/** A reduction over axes, one run of neighbouring axes after the other. */
export function reduceComplex(combination: ComplexCombination, dtype: DType, passes: readonly Around[]): UnaryKernel {
  const combineAt = combiner(combination);
  const [re, im] = combination.identity;
  return ([input]) => {
    let values = partsOf(input);
    for (const { outer, n, inner } of passes) {
      const reduced = new Float64Array(2 * outer * inner);
      for (let i = 0; i < outer * inner; i++) {
        reduced[2 * i] = re;
        reduced[2 * i + 1] = im;
      }
      for (let i = 0; i < outer * n * inner; i++) {
        const at = Math.floor(i / (n * inner)) * inner + (i % inner);
        combineAt(reduced, at, values[2 * i]!, values[2 * i + 1]!);
      }
      values = reduced;
    }
    return [storeParts(values, dtype)];
  };
}
