import { sizeOf } from "@hyrax/core";
import {
  type BufferId,
  exprNodes,
  type Kernel,
  kernelExprs,
  kernelInputs,
  kernelOutputs,
  type MapKernel,
  type MapsKernel,
} from "../kernel.js";
import { compact, isSame, ownAccess } from "./frame.js";

/** Maps of more elements than this have work enough for threads by themselves. */
const SMALL = 2 ** 15;
/** More nodes than this in one kernel would make functions that compilers are slow at. */
const LARGEST = 256;

/**
 * Makes groups of the small maps whose results nobody reads within the program, as those that an optimiser gives new
 * values to the leaves of a tree by. They run at its end.
 */
export function groupSmallMaps(kernels: readonly Kernel[]): readonly Kernel[] {
  const read = new Set<BufferId>(kernels.flatMap((kernel) => kernelInputs(kernel)));
  const isLast = (kernel: Kernel): kernel is MapKernel | MapsKernel =>
    (kernel.kind === "elementwise" || kernel.kind === "maps") &&
    sizeOf(kernel.space) <= SMALL &&
    !kernelOutputs(kernel).some((out) => read.has(out)) &&
    isEven(kernel);
  const small = kernels.filter(isLast);
  if (small.length < 2) return kernels;
  const groups: (MapKernel | MapsKernel)[][] = [];
  let room = 0;
  for (const kernel of small) {
    const size = exprNodes(...kernelExprs(kernel)).size;
    if (size > room) {
      groups.push([]);
      room = LARGEST;
    }
    groups.at(-1)?.push(kernel);
    room -= size;
  }
  const grouped = new Set<Kernel>(small);
  return [
    ...kernels.filter((kernel) => !grouped.has(kernel)),
    ...groups.map((group): Kernel => (group.length === 1 ? (group[0] as Kernel) : { kind: "group", kernels: group })),
  ];
}

/** Whether all that a map reads is walked from end to end, or stands still: then it has one axis, whatever its shape. */
function isEven(kernel: MapKernel | MapsKernel): boolean {
  const long = kernel.space.filter((size) => size !== 1);
  const whole = ownAccess(long, long.length).strides;
  return [...exprNodes(...kernelExprs(kernel))].every((node) => {
    if (node.kind !== "load" && node.kind !== "index") return true;
    const { strides } = compact(node.access, kernel.space);
    return strides.every((stride) => stride === 0) || (isSame(strides, whole) && node.access.offset === 0);
  });
}
