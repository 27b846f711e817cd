import { type ArrayLike, Array as NDArray, requireOptions, split as splitSizes, squeeze } from "@hyrax/core";
import { canonicalAxis } from "./axes.js";
import { toArray } from "./convert.js";

/** A number of parts, or the indices before which to cut. */
export type Sections = number | readonly number[] | NDArray;

export interface AxisOption {
  /** 0 if not given; negative from the end. */
  readonly axis?: number;
}

const axisOptionNames = ["axis"] as const satisfies readonly (keyof AxisOption)[];

/**
 * Parts of x along an axis: as many of equal size as `sections` says, or cut before the given indices.
 * @throws a `TypeError` if the axis cannot be divided into parts of equal size; `arraySplit` can
 */
export function split(x: ArrayLike, sections: Sections, options: AxisOption = {}): NDArray[] {
  requireOptions("split", options, axisOptionNames);
  return parts("split", toArray(x, "split"), sections, options.axis ?? 0);
}

/** As `split`, but a number of sections need not divide the axis: then the first parts are longer by one. */
export function arraySplit(x: ArrayLike, sections: Sections, options: AxisOption = {}): NDArray[] {
  requireOptions("arraySplit", options, axisOptionNames);
  return parts("arraySplit", toArray(x, "arraySplit"), sections, options.axis ?? 0);
}

/** Parts along axis 0. */
export function vsplit(x: ArrayLike, sections: Sections): NDArray[] {
  return parts("vsplit", toArray(x, "vsplit"), sections, 0);
}

/** Parts along axis 1; of a vector, along its only axis. */
export function hsplit(x: ArrayLike, sections: Sections): NDArray[] {
  const array = toArray(x, "hsplit");
  return parts("hsplit", array, sections, array.ndim === 1 ? 0 : 1);
}

/** Parts along axis 2. */
export function dsplit(x: ArrayLike, sections: Sections): NDArray[] {
  return parts("dsplit", toArray(x, "dsplit"), sections, 2);
}

/** The slices of x along an axis, each without it. */
export function unstack(x: ArrayLike, options: AxisOption = {}): NDArray[] {
  requireOptions("unstack", options, axisOptionNames);
  const array = toArray(x, "unstack");
  const axis = canonicalAxis("unstack", options.axis ?? 0, array.ndim);
  const sizes = Array<number>(array.shape[axis] as number).fill(1);
  return splitSizes([array], { sizes, axis }).map((part) => squeeze(part, { dimensions: [axis] }));
}

function parts(name: string, x: NDArray, sections: Sections, givenAxis: number): NDArray[] {
  const axis = canonicalAxis(name, givenAxis, x.ndim);
  const n = x.shape[axis] as number;
  const sizes = typeof sections === "number" ? equalSizes(name, n, sections, x, axis) : sizesBetween(sections, n);
  return [...splitSizes([x], { sizes, axis })];
}

function equalSizes(name: string, n: number, sections: number, x: NDArray, axis: number): number[] {
  if (!Number.isInteger(sections) || sections < 1) {
    throw new TypeError(`${name}: the number of sections must be a positive integer, found ${sections}`);
  }
  if (n % sections !== 0 && name !== "arraySplit") {
    throw new TypeError(
      `${name}: axis ${axis} of ${x.aval} has ${n} elements, which ${sections} equal parts do not divide; use arraySplit`,
    );
  }
  const least = Math.floor(n / sections);
  return Array.from({ length: sections }, (_, i) => (i < n % sections ? least + 1 : least));
}

/** The sizes between cuts; indices beyond the ends cut nothing off. */
function sizesBetween(sections: readonly number[] | NDArray, n: number): number[] {
  const indices = sections instanceof NDArray ? (sections.tolist() as number[]) : sections;
  const cuts = indices.map((i) => Math.min(Math.max(i < 0 ? i + n : i, 0), n));
  let last = 0;
  return [...cuts, n].map((cut) => {
    const size = Math.max(cut - last, 0);
    last += size;
    return size;
  });
}
