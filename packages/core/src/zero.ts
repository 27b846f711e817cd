import type { NDArray } from "./array/array.js";
import type { ShapedArray } from "./aval.js";

/** A tangent or cotangent that is known to be zero, and so is never computed with. */
export class Zero {
  constructor(readonly aval: ShapedArray) {}
}

/** A derivative of a value: an array, or zero. */
export type Tangent = NDArray | Zero;
