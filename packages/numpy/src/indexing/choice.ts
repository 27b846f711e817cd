import {
  type ArrayLike,
  ConcretizationTypeError,
  clamp,
  type Array as NDArray,
  requireOptions,
  selectN,
  Tracer,
} from "@hyrax/core";
import { broadcastArray, broadcastShapes } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { promoteDtypes } from "../promote.js";
import { truth } from "../reductions/masked.js";
import { knownNumbers } from "./coordinates.js";
import { floorMod } from "./floor-mod.js";
import { indexArray } from "./index-array.js";

/** Options of `choose`. */
export interface ChooseOptions {
  /** A number without a choice: "raise" (the default) throws, which needs its value; "clip" takes the nearest, "wrap" counts on. */
  readonly mode?: "raise" | "wrap" | "clip";
}

/** For each number of `x`, the element of the choice that it numbers. All shapes broadcast, all dtypes promote. */
export function choose(x: ArrayLike, choices: readonly ArrayLike[] | NDArray, options: ChooseOptions = {}): NDArray {
  requireOptions("choose", options, ["mode"]);
  const { mode = "raise" } = options;
  const which = indexArray("choose", x);
  const cases = promoteDtypes("choose", ...choices);
  if (cases.length === 0) throw new TypeError("choose: there are no choices");
  const shape = broadcastShapes("choose", which.shape, ...cases.map((choice) => choice.shape));
  const numbers = broadcastArray(inRange(which, cases.length, mode), shape);
  return selectN([numbers, ...cases.map((choice) => broadcastArray(choice, shape))]);
}

function inRange(which: NDArray, count: number, mode: ChooseOptions["mode"]): NDArray {
  const wide = convertTo(which, "int32");
  if (mode === "clip") return clamp(0, wide, count - 1);
  if (mode === "wrap") return floorMod(which, count);
  if (mode !== "raise") throw new TypeError(`choose: mode "${String(mode)}" is none of raise, wrap, clip`);
  requireInRange("choose", wide, count);
  return wide;
}

/** Throws unless all indices are from 0 to `count` − 1, and if that cannot be known. */
export function requireInRange(name: string, indices: NDArray, count: number): void {
  if (indices instanceof Tracer) {
    throw new ConcretizationTypeError(
      `${name}: mode "raise" checks the indices, but ${indices} is traced, so their values are not known; use mode "wrap" or "clip"`,
    );
  }
  const wrong = knownNumbers(indices).find((index) => index < 0 || index >= count);
  if (wrong !== undefined) {
    throw new TypeError(
      `${name}: ${wrong} is not an index from 0 to ${count - 1}; use mode "wrap" or "clip" to allow it`,
    );
  }
}

/** Options of `select`. */
export interface SelectOptions {
  /** The element where no condition holds; 0 if not given. */
  readonly default?: ArrayLike;
}

/** The elements of the first choice whose condition holds there. All shapes broadcast, all dtypes promote. */
export function select(
  conditions: readonly ArrayLike[],
  choices: readonly ArrayLike[],
  options: SelectOptions = {},
): NDArray {
  requireOptions("select", options, ["default"]);
  if (conditions.length !== choices.length || conditions.length === 0) {
    throw new TypeError(
      `select: needs as many choices as conditions, and at least one, found ${choices.length} and ${conditions.length}`,
    );
  }
  const masks = conditions.map((condition) => truth(toArray(condition, "select")));
  const cases = promoteDtypes("select", ...choices, options.default ?? 0);
  const shape = broadcastShapes("select", ...masks.map((mask) => mask.shape), ...cases.map((choice) => choice.shape));
  const [otherwise, ...reversed] = cases.map((choice) => broadcastArray(choice, shape)).reverse();
  return reversed.reduce<NDArray>(
    (rest, choice, i) => selectN([broadcastArray(masks[masks.length - 1 - i] as NDArray, shape), rest, choice]),
    otherwise as NDArray,
  );
}
