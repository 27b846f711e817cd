import {
  ConcreteArray,
  type DType,
  elementwise,
  HostStorage,
  isInteger,
  Array as NDArray,
  type Operand,
  requireOptions,
  scalarArray,
} from "@hyrax/core";
import { require } from "../require.js";
import { requireSteps, type ScanOptions, scanAs } from "./scan.js";
import type { Traced } from "./traced.js";
import { whileLoopAs } from "./while-loop.js";

export type ForiLoopOptions = Pick<ScanOptions, "unroll">;

/**
 * Runs `value = body(i, value)` for `i` from `lower` to before `upper`, and returns the last value. Where both bounds are known, it is
 * a `scan`, which can be differentiated in both directions; else a `whileLoop`.
 *
 * @param lower an integer, or an integer scalar that may be traced
 * @param upper an integer of the same dtype
 * @param body takes the index and the value, returns one of the same structure and types
 * @param init the first value: a pytree of arrays and numbers
 */
export function foriLoop<C>(
  lower: Operand,
  upper: Operand,
  body: (i: NDArray, value: Traced<C>) => unknown,
  init: C,
  options: ForiLoopOptions = {},
): Traced<C> {
  requireOptions("foriLoop", options, ["unroll"]);
  requireSteps("foriLoop", options);
  const dtype = boundDtype(lower, upper);
  const [first, last] = [boundArray(lower, dtype), boundArray(upper, dtype)];
  const [from, to] = [knownInteger(first), knownInteger(last)];
  const call = body as (i: NDArray, value: unknown) => unknown;
  if (from !== undefined && to !== undefined) {
    const step = ([i, value]: [NDArray, unknown]) => [[elementwise.add(i, 1), call(i, value)], null];
    const steps = { ...options, length: Math.max(to - from, 0) };
    const [carry] = scanAs("foriLoop", { key: body, use: "foriLoop" }, step, [first, init], null, steps);
    return (carry as [unknown, Traced<C>])[1];
  }
  require(!options.unroll || options.unroll === 1, () =>
    "foriLoop: unroll takes a loop whose bounds are known while it is traced; leave it out, or make the bounds static");
  // The test is the same for every loop, so one function stands for it in the cache.
  const step = ([i, end, value]: [NDArray, NDArray, unknown]) => [elementwise.add(i, 1), end, call(i, value)];
  const keys = { condition: isBefore, body, use: "foriLoop while" };
  const carry = whileLoopAs("foriLoop", keys, isBefore, step, [first, last, init]);
  return (carry as [unknown, unknown, Traced<C>])[2];
}

function isBefore([i, end]: [NDArray, NDArray, unknown]): NDArray {
  return elementwise.lt(i, end);
}

/** The dtype of the bounds: bare numbers take that of an array beside them, and are int32 alone. */
function boundDtype(lower: Operand, upper: Operand): DType {
  const arrays = [lower, upper].filter((bound) => bound instanceof NDArray);
  for (const { aval } of arrays) {
    require(isInteger(aval.dtype) && aval.shape.length === 0, () =>
      `foriLoop: the bounds must be integers or integer scalars, found ${aval}; convert them with astype("int32")`);
  }
  const [a, b] = arrays;
  require(a === undefined || b === undefined || a.dtype === b.dtype, () =>
    `foriLoop: the bounds must have the same dtype, found ${a?.aval} and ${b?.aval}`);
  return a?.dtype ?? "int32";
}

function boundArray(bound: Operand, dtype: DType): NDArray {
  if (bound instanceof NDArray) return bound;
  require(typeof bound === "bigint" || Number.isInteger(bound), () =>
    `foriLoop: the bounds must be integers, found ${typeof bound} ${String(bound)}`);
  return scalarArray(bound, dtype, true);
}

/** The value of a bound that is known here and now. */
function knownInteger(bound: NDArray): number | undefined {
  if (!(bound instanceof ConcreteArray) || !(bound.storage instanceof HostStorage)) return undefined;
  return Number(bound.item());
}
