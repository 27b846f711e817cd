import {
  type Args,
  broadcastPrefix,
  config,
  currentTrace,
  devices,
  flattenArrays,
  flattenResult,
  hoistConsts,
  type Jaxpr,
  leafName,
  type Array as NDArray,
  type PyTreeDef,
  pmap as pmapPrimitive,
  requireOptions,
  shapedArray,
  stage,
  Tracer,
  unflatten,
  withNamedAxis,
} from "@hyrax/core";
import { firstRow, moveAxis, normalAxis } from "./axes.js";

export interface PmapOptions {
  /** The name by which collectives refer to the mapped axis. */
  readonly axisName?: string;
  /** For each argument, or for its leaves, the axis that is divided among the devices; null hands it to all. */
  readonly inAxes?: unknown;
  /** For each result, or for its leaves, where the devices' axis goes; null takes the first device's. */
  readonly outAxes?: unknown;
  /** The size of the mapped axis, to be checked; without it, that of the arguments. */
  readonly axisSize?: number;
}

interface Program {
  readonly jaxpr: Jaxpr;
  readonly consts: readonly NDArray[];
  readonly outTree: PyTreeDef;
}

const known = ["axisName", "inAxes", "outAxes", "axisSize"];
const isAxis = (value: unknown): boolean => value === null || typeof value === "number";

/**
 * Runs a function on every device of the host at once, each on its own part of the arguments: one program, many data.
 *
 * The mapped axis of the arguments is divided so that each device gets one index of it; results are stacked. The
 * function is traced once for each signature. Its jaxpr goes to a thread for each device, which compiles and runs it;
 * `psum`, `pmean`, `allGather`, `axisIndex` and the other collectives communicate over the axis name.
 *
 * @throws TypeError if the axis is larger than the number of devices (`config.update("numHostDevices", n)`), if mapped
 *   axes disagree, for unknown options, and for functions that return a promise
 *
 * @example
 * config.update("numHostDevices", 2);
 * pmap((x) => x.div(psum(x, "i")), { axisName: "i" })(np.array([1, 3])); // [0.25 0.75]
 */
export function pmap<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  options: PmapOptions = {},
): (...args: Args<A>) => R {
  if (typeof f !== "function") throw new TypeError(`pmap: takes a function, found ${typeof f}`);
  requireOptions("pmap", options, known);
  const { axisName = "<pmap axis>", inAxes = 0, outAxes = 0 } = options;
  const programs = new Map<string, Program>();

  return (...args) => {
    const [leaves, argsTree] = flattenArrays("pmap: the arguments", args);
    const axes = argumentAxes(inAxes, argsTree, leaves);
    const axisSize = mappedSize(options.axisSize, axes, leaves, argsTree);
    checkDevices(axisSize);
    const inputs = leaves.map((x, i) => (axes[i] === null ? x : moveAxis(x, axes[i] as number, 0)));
    const mapped = axes.map((axis) => axis !== null);
    const types = inputs.map((x, i) => `${x.aval.id}${mapped[i]}`).join();
    const key = `${currentTrace().axesKey}|${config.values.enableX64}|${argsTree.id}|${axisSize}|${types}`;
    let program = programs.get(key);
    if (program === undefined) {
      program = withNamedAxis(axisName, axisSize, () => traceMember(f, inputs, mapped, argsTree));
      if (!program.consts.some((x) => x instanceof Tracer)) programs.set(key, program);
    }
    const { jaxpr, consts, outTree } = program;
    const outs = pmapPrimitive([...consts, ...inputs], {
      jaxpr,
      axisName,
      axisSize,
      mapped: [...consts.map(() => false), ...mapped],
      name: f.name || "fun",
    });
    // The user's types hold on both sides of the boundary: unflatten rebuilds what f returned.
    return unflatten(outTree, placeResults(outs, outAxes, outTree)) as R;
  };
}

/** The jaxpr of one member. */
function traceMember(
  f: (...args: never[]) => unknown,
  inputs: readonly NDArray[],
  mapped: readonly boolean[],
  argsTree: PyTreeDef,
): Program {
  let outTree: PyTreeDef | undefined;
  const avals = inputs.map(({ aval }, i) =>
    mapped[i] ? shapedArray(aval.shape.slice(1), aval.dtype, aval.weakType) : aval,
  );
  const { jaxpr, consts } = stage((tracers) => {
    const [outs, tree] = flattenResult("pmap", f(...(unflatten(argsTree, tracers) as never[])));
    outTree = tree;
    return outs;
  }, avals);
  return { jaxpr: hoistConsts(jaxpr), consts, outTree: outTree as PyTreeDef };
}

function argumentAxes(inAxes: unknown, argsTree: PyTreeDef, leaves: readonly NDArray[]): readonly (number | null)[] {
  if (Array.isArray(inAxes) && inAxes.length !== argsTree.children.length) {
    throw new TypeError(
      `pmap: inAxes has ${inAxes.length} entries, but the function was called with ${argsTree.children.length} arguments`,
    );
  }
  return broadcastPrefix("pmap: inAxes", inAxes, argsTree, { isLeaf: isAxis }).map((axis, i) =>
    axis === null
      ? null
      : normalAxis(`pmap: the axis of ${leafName("the arguments", argsTree, i)}`, axis, (leaves[i] as NDArray).ndim),
  );
}

function mappedSize(
  asked: number | undefined,
  axes: readonly (number | null)[],
  leaves: readonly NDArray[],
  argsTree: PyTreeDef,
): number {
  let size = asked;
  let from = "axisSize";
  axes.forEach((axis, i) => {
    if (axis === null) return;
    const found = (leaves[i] as NDArray).shape[axis] as number;
    const name = `axis ${axis} of ${leafName("the arguments", argsTree, i)}`;
    if (size !== undefined && size !== found)
      throw new TypeError(`pmap: the mapped axes differ in size: ${from} is ${size}, ${name} is ${found}`);
    size = found;
    from = name;
  });
  if (size === undefined)
    throw new TypeError("pmap: at least one argument must be divided among the devices: every entry of inAxes is null");
  return size;
}

function checkDevices(axisSize: number): void {
  const count = devices("cpu").length;
  if (axisSize <= count) return;
  throw new TypeError(
    `pmap: the mapped axis has ${axisSize} members, but the host offers ${count} device${count === 1 ? "" : "s"}; ` +
      `call config.update("numHostDevices", ${axisSize}), or map a smaller axis and use vmap inside`,
  );
}

function placeResults(outs: readonly NDArray[], outAxes: unknown, outTree: PyTreeDef): readonly NDArray[] {
  const axes = broadcastPrefix("pmap: outAxes", outAxes, outTree, { isLeaf: isAxis });
  return outs.map((out, i) => {
    const axis = axes[i];
    if (axis === null) return firstRow(out);
    return moveAxis(out, 0, normalAxis(`pmap: the axis of ${leafName("the result", outTree, i)}`, axis, out.ndim));
  });
}
