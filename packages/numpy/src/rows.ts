import { hoistConsts, type Array as NDArray, type ShapedArray, scan, shapedArray, stage } from "@hyrax/core";

/**
 * Applies a function to the slices of arrays along axis 0, one after the other, and stacks its results: traced once, then a loop.
 * All arrays have the same size of that axis.
 */
export function mapRows(xs: readonly NDArray[], f: (...rows: NDArray[]) => readonly NDArray[]): readonly NDArray[] {
  const rows = xs.map(({ aval }): ShapedArray => shapedArray(aval.shape.slice(1), aval.dtype, aval.weakType));
  const { jaxpr, consts } = stage((inputs) => f(...inputs), rows);
  return scan([...consts, ...xs], {
    jaxpr: hoistConsts(jaxpr),
    length: (xs[0] as NDArray).shape[0] as number,
    numConsts: consts.length,
    numCarry: 0,
    reverse: false,
    unroll: 1,
  });
}
