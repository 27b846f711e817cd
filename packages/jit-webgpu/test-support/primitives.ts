import {
  clamp,
  type DType,
  elementwise,
  integerPow,
  type Array as NDArray,
  type Primitive,
  pow,
  round,
  selectN,
} from "@hyrax/core";
import { special } from "@hyrax/core/library";
import { elementRules } from "../src/rules/element-rules.js";
import { array } from "./arrays.js";

/** A primitive of arrays that has no params. */
export const applied = (primitive: Primitive) => primitive as unknown as (...inputs: NDArray[]) => NDArray;

/** Whether a primitive takes inputs of these dtypes. */
export function takes(primitive: Primitive, dtypes: readonly DType[]): boolean {
  try {
    primitive.abstractEval(
      dtypes.map((dtype) => array([0], [1], dtype).aval),
      {},
    );
    return true;
  } catch {
    return false;
  }
}

const separately = new Set<Primitive>([round, integerPow, selectN, clamp]);
const numeric = ["float32", "int32"] as const;

/** The elementwise primitives without params that have a rule. */
export const withRules = Object.entries({ ...elementwise, ...special }).filter(
  ([, primitive]) => !separately.has(primitive) && elementRules.has(primitive),
);

// Of two inputs of different dtypes one is wrong for most: that tells whether a primitive looks at two.
const isBinary = (primitive: Primitive) =>
  primitive === pow ||
  (numeric.some((dtype) => takes(primitive, [dtype, dtype])) && !takes(primitive, ["float32", "int32"]));

export const unary = withRules.filter(
  ([, primitive]) => numeric.some((dtype) => takes(primitive, [dtype])) && !isBinary(primitive),
);
export const binary = withRules.filter(([, primitive]) => isBinary(primitive));
