import type { NDArray } from "./array/array.js";
import type { ShapedArray } from "./aval.js";

/** A tangent or cotangent that is known to be zero, and so is never computed with. */
export class Zero {
  // An array has an aval too: without this, `instanceof Zero` would narrow arrays away.
  declare protected readonly nominal: never;

  constructor(readonly aval: ShapedArray) {}
}

/** A derivative of a value: an array, or zero. */
export type Tangent = NDArray | Zero;
