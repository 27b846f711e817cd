import { lanes, realDtype, type ShapedArray, sizeOf, type TypedArray } from "@hyrax/core";
import { encodeDoubles, toDoubles } from "../doubles.js";

/**
 * An algorithm on the matrices of one element of a batch: row-major doubles, in which complex numbers interleave.
 * Results come zeroed; inputs must not be written to.
 */
export type Algorithm = (inputs: readonly Float64Array[], outs: readonly Float64Array[]) => void;

/**
 * Runs an algorithm for each element of a batch, which all arrays have as their leading axes. Everything is computed in
 * double precision, and rounded once at the end.
 *
 * @param rank how many of the axes of the first input belong to an element
 */
export function eachMatrix(
  inputs: readonly ShapedArray[],
  outs: readonly ShapedArray[],
  algorithm: Algorithm,
  rank = 2,
): (arrays: readonly TypedArray[]) => readonly TypedArray[] {
  const batch = sizeOf(inputs[0]!.shape.slice(0, -rank));
  const element = (x: Float64Array, b: number) => x.subarray((b * x.length) / batch, ((b + 1) * x.length) / batch);
  return (arrays) => {
    const from = arrays.map((x, i) => toDoubles(x, realDtype(inputs[i]!.dtype)));
    const to = outs.map(({ dtype, size }) => new Float64Array(size * lanes(dtype)));
    for (let b = 0; b < batch; b++) {
      algorithm(
        from.map((x) => element(x, b)),
        to.map((x) => element(x, b)),
      );
    }
    return to.map((x, i) => encodeDoubles(x, realDtype(outs[i]!.dtype)));
  };
}
