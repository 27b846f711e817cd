import {
  currentTrace,
  flatten,
  flattenResult,
  type Array as NDArray,
  requireOptions,
  runTrace,
  unflatten,
} from "@hyrax/core";
import type { ArgumentAxes, Axes, Mapped } from "./axis-types.js";
import { BatchTrace, mappedAxis } from "./interpreters/batch.js";
import { mapArguments, mappedSize, mapResults, requireAxesTree } from "./map-axes.js";

export interface VmapOptions<A extends readonly unknown[], R> {
  /**
   * The axis of each argument to map over; negative ones count from the end. Null passes an argument whole. A tree of
   * axes goes with an argument that is one. 0 everywhere if not given.
   */
  readonly inAxes?: ArgumentAxes<A>;
  /** Where the mapped axis goes in the results; null for results that are the same for all elements. 0 if not given. */
  readonly outAxes?: Axes<R>;
  /** The name of the mapped axis for collectives inside of the function. */
  readonly axisName?: string;
  /** The number of elements, needed where no argument is mapped. */
  readonly axisSize?: number;
}

const optionNames = ["inAxes", "outAxes", "axisName", "axisSize"];

/**
 * Maps a function over axes of its arguments: from a function of single elements to one of whole batches, which
 * computes them together instead of in a loop.
 *
 * The function is called once, with tracers that have the shape of a single element. What is not mapped reaches it as it
 * is: arrays, bare numbers, functions.
 *
 * @returns a function of the same arguments with one more axis where `inAxes` says so, e.g. `[batch, in]` for `[in]`
 * @throws TypeError if the axes do not fit arguments or results, or the arguments differ in the size of the mapped axis
 *
 * @example
 * const rowNorms = vmap((row: Array) => np.linalg.norm(row));
 * rowNorms(np.ones([3, 4])); // [2. 2. 2.]
 */
export function vmap<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  options: VmapOptions<NoInfer<A>, NoInfer<R>> = {},
): (...args: A) => Mapped<R> {
  const { inAxes = 0, outAxes = 0, axisName, axisSize } = options;
  checkOptions(f, options, inAxes, outAxes);

  const call = (...args: A): Mapped<R> => {
    const [leaves, argsTree] = flatten(args);
    const mapped = mapArguments(inAxes, leaves, argsTree);
    const size = mappedSize(mapped, argsTree, axisSize);
    const trace = new BatchTrace(currentTrace(), mappedAxis({ size, name: axisName }));
    const { results, elements, tree } = runTrace(trace, () => {
      const inputs = mapped.map(({ leaf, batch }) => (batch === undefined ? leaf : trace.toElement(batch)));
      // The user's types hold on both sides of the boundary: unflatten rebuilds the arguments.
      const [arrays, outTree] = flattenResult("vmap", f(...(unflatten(argsTree, inputs) as unknown as A)));
      return { results: arrays.map((x) => trace.toBatch(x)), elements: arrays.map((x) => x.aval), tree: outTree };
    });
    return unflatten(tree, mapResults(outAxes, results, elements, tree, size)) as Mapped<R>;
  };
  return Object.defineProperty(call, "name", { value: f.name });
}

function checkOptions(f: unknown, options: object, inAxes: unknown, outAxes: unknown): void {
  if (typeof f !== "function") throw new TypeError(`vmap: takes a function, found ${f === null ? "null" : typeof f}`);
  requireOptions("vmap", options, optionNames);
  if (typeof inAxes === "object" && inAxes !== null && !Array.isArray(inAxes)) {
    throw new TypeError(
      "vmap: inAxes must be an integer, null, or a list with an entry for each argument; put the tree of axes into a list",
    );
  }
  requireAxesTree("inAxes", inAxes);
  requireAxesTree("outAxes", outAxes);
  const { axisName, axisSize } = options as { readonly axisName?: unknown; readonly axisSize?: unknown };
  if (axisName !== undefined && typeof axisName !== "string") {
    throw new TypeError(`vmap: axisName must be a string, found ${String(axisName)}`);
  }
  if (axisSize !== undefined && !(Number.isInteger(axisSize) && (axisSize as number) >= 0)) {
    throw new TypeError(`vmap: axisSize must be an integer of zero or more, found ${String(axisSize)}`);
  }
}
