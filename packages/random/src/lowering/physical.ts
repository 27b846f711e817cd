import { type ShapedArray, shapedArray } from "@hyrax/core";

/** Whether values of this type are random keys. */
export function isKey(aval: ShapedArray): boolean {
  return aval.dtype === "key<fry>";
}

/** The type that engines see: keys are uint32 words, two along a last axis; everything else is as it was. */
export function physicalAval(aval: ShapedArray): ShapedArray {
  return isKey(aval) ? shapedArray([...aval.shape, 2], "uint32") : aval;
}
