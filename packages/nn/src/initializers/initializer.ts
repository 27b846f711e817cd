import { canonicalDtype, type DType, type Array as NDArray, requireOptions, type Shape } from "@hyrax/core";
import type { Key } from "@hyrax/random";

/** What is asked of an initializer besides the shape, and the default of it in the options that build one. */
export interface DtypeOption {
  /** The dtype of the weights; the default float if not given. */
  readonly dtype?: DType;
}

/** Makes weights of a shape from a random key, `random.key(0)`. */
export type Initializer = (key: Key, shape: Shape, options?: DtypeOption) => NDArray;

/** An initializer whose dtype is that asked for, else that of the options that it was built with, else the default float. */
export function initializer(
  name: string,
  built: DtypeOption,
  make: (key: Key, shape: Shape, dtype: DType) => NDArray,
): Initializer {
  return (key, shape, options = {}) => {
    requireOptions(name, options, ["dtype"]);
    return make(key, shape, canonicalDtype(options.dtype ?? built.dtype ?? "float64"));
  };
}
