import { type ArrayLike, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { type DtypeOption, type Initializer, initializer } from "./initializer.js";

/** Weights of 0, whatever the key. */
export const zeros: Initializer = /* @__PURE__ */ initializer("zeros", {}, (_, shape, dtype) =>
  np.zeros(shape, { dtype }),
);

/** Weights of 1, whatever the key. */
export const ones: Initializer = /* @__PURE__ */ initializer("ones", {}, (_, shape, dtype) =>
  np.ones(shape, { dtype }),
);

/** Builds an initializer of weights of that value, which may be an array that broadcasts to the shape. */
export function constant(value: ArrayLike, options: DtypeOption = {}): Initializer {
  requireOptions("constant", options, ["dtype"]);
  return initializer("constant", options, (_, shape, dtype) => np.full(shape, value, { dtype }));
}
