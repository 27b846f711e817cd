import { mul, type Array as NDArray, scalarArray } from "@hyrax/core";

/** The array times a number that has been rounded to its dtype before. */
export function scaled(x: NDArray, factor: number): NDArray {
  return mul(x, scalarArray(factor, x.dtype));
}
