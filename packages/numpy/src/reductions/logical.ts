import {
  type ArrayLike,
  and,
  convertElementType,
  type Array as NDArray,
  or,
  type ReduceOptions,
  reduceAnd,
  reduceOr,
  requireOptions,
} from "@hyrax/core";
import { convertTo, toArray } from "../convert.js";
import { truth } from "./masked.js";
import { type Reduction, reduce } from "./reduce.js";
import { sum } from "./sum.js";

/** Options of `all` and `any`. */
export interface LogicalOptions extends ReduceOptions {
  /** Elements for which this is false do not take part. */
  readonly where?: ArrayLike;
}

const conjunction: Reduction = { name: "all", over: reduceAnd, combine: and, identity: () => true };
const disjunction: Reduction = { name: "any", over: reduceOr, combine: or, identity: () => false };

/** As JAX has it, a complex element counts by its real part. */
function toBool(x: ArrayLike, name: string): NDArray {
  const array = toArray(x, name);
  return array.dtype === "bool" ? array : convertElementType(array, { newDtype: "bool", weakType: false });
}

const logicalOptionNames = ["axis", "keepdims", "where"] as const satisfies readonly (keyof LogicalOptions)[];

/** Whether all elements over `axis` are true, that is not zero; of no elements, true. */
export function all(x: ArrayLike, options: LogicalOptions = {}): NDArray {
  requireOptions("all", options, logicalOptionNames);
  return reduce(conjunction, toBool(x, "all"), options);
}

/** Whether one element over `axis` is true, that is not zero; of no elements, false. */
export function any(x: ArrayLike, options: LogicalOptions = {}): NDArray {
  requireOptions("any", options, logicalOptionNames);
  return reduce(disjunction, toBool(x, "any"), options);
}

/** How many elements over `axis` are not zero. */
export function countNonzero(x: ArrayLike, options: ReduceOptions = {}): NDArray {
  requireOptions("countNonzero", options, ["axis", "keepdims"]);
  return sum(convertTo(truth(toArray(x, "countNonzero")), "int32"), options);
}
