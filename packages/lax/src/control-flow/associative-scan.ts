import {
  elementwise,
  keystr,
  leafPaths,
  type Array as NDArray,
  type PyTreeDef,
  requireOptions,
  sameShape,
  scalarArray,
  unflatten,
} from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { concatenate } from "../joining.js";
import { require } from "../require.js";
import { pad, rev } from "../shape.js";
import { sliceInDim } from "../slicing.js";
import { flattenArrays } from "./leaves.js";

export interface AssociativeScanOptions {
  /** Run from the last element to the first. */
  readonly reverse?: boolean;
  /** 0 if not given; negative from the end. */
  readonly axis?: number;
}

/**
 * The running results of an associative operation along an axis: element `i` combines elements 0 to `i`. It takes a
 * logarithmic number of steps, each on many elements at once.
 *
 * Source: G. E. Blelloch, "Prefix sums and their applications" (1990): combine neighbours, scan those, fill in between.
 *
 * @param f takes two pytrees of slices along the axis, which it combines element by element, and returns such a pytree
 * @param elems a pytree of arrays with the same size of the axis
 */
export function associativeScan<T>(f: (a: T, b: T) => T, elems: T, options: AssociativeScanOptions = {}): T {
  const name = "associativeScan";
  requireOptions(name, options, ["reverse", "axis"]);
  require(typeof f === "function", () => `${name}: takes a function first, found ${String(f)}`);
  const { arrays, treedef } = flattenArrays(elems, `${name}: elems`);
  const [first] = arrays;
  require(first !== undefined, () => `${name}: there are no arrays to run along`);
  const axis = canonicalAxis(name, options.axis ?? 0, first.ndim);
  for (const x of arrays) {
    require(x.shape[axis] === first.shape[axis], () =>
      `${name}: the arrays must have the same size of axis ${axis}, found ${arrays.map((y) => y.aval).join(" and ")}`);
  }
  const combine = (a: readonly NDArray[], b: readonly NDArray[]): readonly NDArray[] => {
    // The structure is that of the argument, so the type is too.
    const combined = f(unflatten(treedef, a) as T, unflatten(treedef, b) as T);
    const out = flattenArrays(combined, `${name}: what the function returns`);
    checkStructure(name, treedef, out.treedef);
    checkShapes(name, treedef, a, out.arrays);
    return out.arrays;
  };
  const turn = (xs: readonly NDArray[]) => (options.reverse ? xs.map((x) => rev(x, [axis])) : xs);
  return unflatten(treedef, turn(scanPairs(combine, turn(arrays), axis))) as T;
}

function checkStructure(name: string, expected: PyTreeDef, found: PyTreeDef): void {
  require(expected === found, () =>
    `${name}: the function must keep the structure ${expected}, but it returned ${found}`);
}

function checkShapes(name: string, treedef: PyTreeDef, expected: readonly NDArray[], found: readonly NDArray[]): void {
  found.forEach((x, i) => {
    const wanted = (expected[i] as NDArray).shape;
    require(sameShape(x.shape, wanted), () =>
      `${name}: the function must keep the shapes of what it combines, but${leafPlace(treedef, i)} it made ` +
      `[${x.shape.join(", ")}] from [${wanted.join(", ")}]`);
  });
}

function leafPlace(treedef: PyTreeDef, i: number): string {
  const path = keystr(leafPaths(treedef)[i] ?? []);
  return path === "" ? "" : ` at ${path}`;
}

type Combine = (a: readonly NDArray[], b: readonly NDArray[]) => readonly NDArray[];

function scanPairs(combine: Combine, xs: readonly NDArray[], axis: number): readonly NDArray[] {
  const size = (xs[0] as NDArray).shape[axis] as number;
  if (size < 2) return xs;
  const part = (arrays: readonly NDArray[], start: number, limit: number | null, stride = 1) =>
    arrays.map((x) => sliceInDim(x, start, limit, { axis, stride }));
  const odd = scanPairs(combine, combine(part(xs, 0, -1, 2), part(xs, 1, null, 2)), axis);
  const before = size % 2 === 0 ? part(odd, 0, -1) : odd;
  const even = combine(before, part(xs, 2, null, 2));
  const firsts = part(xs, 0, 1);
  return odd.map((x, i) => interleave(concatenate([firsts[i] as NDArray, even[i] as NDArray], axis), x, axis));
}

/** a₀ b₀ a₁ b₁ …: each spread with zeros between its elements, then added. */
function interleave(a: NDArray, b: NDArray, axis: number): NDArray {
  const even = a.shape[axis] === b.shape[axis];
  const spread = (x: NDArray, low: number, high: number) =>
    pad(
      x,
      scalarArray(0, x.dtype),
      x.shape.map((_, i) => (i === axis ? [low, high, 1] : [0, 0, 0])),
    );
  const combine = a.dtype === "bool" ? elementwise.or : elementwise.add;
  return combine(spread(a, 0, even ? 1 : 0), spread(b, 1, even ? 0 : 1));
}
