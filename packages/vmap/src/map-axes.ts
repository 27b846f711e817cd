import {
  broadcastPrefix,
  flatten,
  leafArray,
  leafName,
  type Array as NDArray,
  type PyTreeDef,
  type ShapedArray,
} from "@hyrax/core";
import { atAxis } from "./interpreters/axes.js";
import type { BatchAxis, Batched } from "./interpreters/rule.js";

const isAxis = (value: unknown): value is BatchAxis => value === null || Number.isInteger(value);

/** Throws a `TypeError` for a tree of axes with a leaf that is neither an integer nor null. */
export function requireAxesTree(name: string, axes: unknown): void {
  const [leaves, treedef] = flatten(axes, { isLeaf: isAxis });
  leaves.forEach((leaf, i) => {
    if (isAxis(leaf)) return;
    throw new TypeError(`vmap: ${leafName(name, treedef, i)} must be an integer or null, found ${String(leaf)}`);
  });
}

/** The axis for each leaf of a tree. Throws a `TypeError` that names the place where the axes do not fit the tree. */
function leafAxes(name: string, axes: unknown, tree: PyTreeDef): readonly BatchAxis[] {
  // requireAxesTree has looked at the leaves.
  return broadcastPrefix(`vmap: ${name}`, axes, tree, { isLeaf: isAxis }) as BatchAxis[];
}

/** An argument's leaf: mapped arrays, and everything else as it came. */
export interface MappedLeaf {
  readonly leaf: unknown;
  readonly batch: Batched | undefined;
}

/**
 * The leaves of a call's arguments with the axes to map over. Throws a `TypeError` for axes that do not fit, and for
 * what cannot be mapped: something else than an array, or an array without that axis.
 */
export function mapArguments(inAxes: unknown, leaves: readonly unknown[], args: PyTreeDef): readonly MappedLeaf[] {
  const axes = Array.isArray(inAxes) ? argumentAxes(inAxes, args) : leafAxes("inAxes", inAxes, args);
  return leaves.map((leaf, i) => {
    const axis = axes[i] ?? null;
    const name = () => `vmap: ${argumentName(args, i)}`;
    if (axis === null) return { leaf, batch: undefined };
    const value = leafArray(leaf, name);
    const place = axis < 0 ? axis + value.ndim : axis;
    if (place < 0 || place >= value.ndim) {
      throw new TypeError(
        `${name()} is ${value.aval}, which has no axis ${axis} to map over; ` +
          "give another axis in inAxes, or null to pass it whole",
      );
    }
    return { leaf, batch: { value, axis: place } };
  });
}

function argumentAxes(inAxes: readonly unknown[], args: PyTreeDef): readonly BatchAxis[] {
  const count = args.children.length;
  if (inAxes.length !== count) {
    throw new TypeError(
      `vmap: inAxes has ${inAxes.length} ${inAxes.length === 1 ? "entry" : "entries"}, but the function was called ` +
        `with ${count} ${count === 1 ? "argument" : "arguments"}; give one entry for each, or one number for all`,
    );
  }
  return args.children.flatMap((arg, i) => leafAxes(`inAxes[${i}]`, inAxes[i], arg));
}

/** A leaf of the arguments: "argument 0 at ['w']". */
function argumentName(args: PyTreeDef, leaf: number): string {
  let before = 0;
  const arg = args.children.findIndex(({ numLeaves }) => (before += numLeaves) > leaf);
  const tree = args.children[arg] as PyTreeDef;
  return leafName(`argument ${arg}`, tree, leaf - (before - tree.numLeaves));
}

/**
 * The number of elements to map over: what all mapped axes agree on, or `axisSize`. Throws a `TypeError` that lists the
 * arguments by size where they disagree, and where nothing says how many there are.
 */
export function mappedSize(leaves: readonly MappedLeaf[], args: PyTreeDef, axisSize: number | undefined): number {
  const found = new Map<number, string[]>();
  leaves.forEach(({ batch }, i) => {
    if (batch === undefined) return;
    const size = batch.value.shape[batch.axis as number] as number;
    const names = found.get(size) ?? [];
    names.push(`axis ${batch.axis} of ${argumentName(args, i)}, ${batch.value.aval}`);
    found.set(size, names);
  });
  if (axisSize !== undefined) found.set(axisSize, ["the option axisSize", ...(found.get(axisSize) ?? [])]);
  const [size] = found.keys();
  if (size === undefined) {
    throw new TypeError(
      "vmap: no argument is mapped, so that the number of elements is not known; " +
        "give an axis in inAxes, or the option axisSize",
    );
  }
  if (found.size > 1) throw new TypeError(`vmap: the sizes of the mapped axes differ: ${listSizes(found)}`);
  return size;
}

function listSizes(found: ReadonlyMap<number, readonly string[]>): string {
  return [...found]
    .map(([size, [first, ...others]]) => {
      const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
      return `${size} is the size of ${first}${more}`;
    })
    .join("; ");
}

/**
 * The results of a mapped function, with the mapped axis where `outAxes` puts it. Throws a `TypeError` for axes that do
 * not fit, and for null where a result is mapped.
 */
export function mapResults(
  outAxes: unknown,
  results: readonly Batched[],
  elements: readonly ShapedArray[],
  tree: PyTreeDef,
  size: number,
): readonly NDArray[] {
  const axes = leafAxes("outAxes", outAxes, tree);
  return results.map((result, i) => {
    const axis = axes[i] ?? null;
    const element = elements[i] as ShapedArray;
    const name = leafName("vmap: the result", tree, i);
    if (axis === null) {
      if (result.axis === null) return result.value;
      throw new TypeError(
        `${name}, ${element}, differs from element to element, but outAxes is null there; give the axis to stack it along`,
      );
    }
    const rank = element.shape.length + 1;
    const place = axis < 0 ? axis + rank : axis;
    if (place < 0 || place >= rank) {
      throw new TypeError(`${name} is ${element}; outAxes must be from ${-rank} to ${rank - 1} there, found ${axis}`);
    }
    return atAxis(result, place, size);
  });
}
