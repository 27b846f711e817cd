import { canonicalDtype, type Array as NDArray, scalarArray } from "@hyrax/core";

/** A number that is a float even if it is whole, as Python's `6.` is: it makes floats of the integers that it meets. */
export function weakFloat(value: number): NDArray {
  return scalarArray(value, canonicalDtype("float64"), true);
}
