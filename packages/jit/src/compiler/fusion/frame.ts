import { type Shape, sizeOf } from "@hyrax/core";
import { type Access, contiguous } from "../access.js";
import { type Expr, exprNodes, type MapKernel, type ReduceKernel } from "../kernel.js";

/** Maps and reductions: the kernels that may become one. */
export type Fusible = MapKernel | ReduceKernel;

/**
 * The space that fused kernels have in common, without axes of one element. Where one of them reduces, the axes from
 * `split` on are the row, those before count the rows.
 */
export interface Frame {
  readonly full: Shape;
  readonly split: number | undefined;
}

/** Below so many elements, threads are not worth their start: it does not matter that few rows keep few threads busy. */
const FEW_ELEMENTS = 2 ** 15;
/** So many rows are enough to share. */
const MANY_ROWS = 16;

/** The frame of a kernel by itself; undefined for a reduction that is better off alone. */
export function frameOf(kernel: Fusible): Frame | undefined {
  const full = spaceOf(kernel);
  if (full.includes(0)) return undefined;
  const long = full.filter(isLong);
  if (kernel.kind === "elementwise") return { full: long, split: undefined };
  const split = kernel.space.filter(isLong).length;
  const rows = sizeOf(kernel.space);
  const fewRows = rows < MANY_ROWS && sizeOf(full) > FEW_ELEMENTS;
  if (split === long.length || fewRows || reducesAcross(kernel)) return undefined;
  return { full: long, split };
}

/** The frame of two kernels together; undefined if they have none in common. */
export function commonFrame(first: Frame, second: Frame): Frame | undefined {
  if (first.split !== undefined && second.split !== undefined && first.split !== second.split) return undefined;
  const split = first.split ?? second.split;
  if (isSame(first.full, second.full)) return { full: first.full, split };
  // What depends on rows alone, once for each of them.
  if (first.split !== undefined && second.split === undefined && isSame(rowsOf(first), second.full)) return first;
  return undefined;
}

/** The shape that counts the rows of a frame. */
export function rowsOf({ full, split }: Frame): Shape {
  return full.slice(0, split);
}

/** Whether a map computes one element for each row, rather than one for each element of the frame. */
export function isRowMap(kernel: Fusible, { full, split }: Frame): boolean {
  return kernel.kind === "elementwise" && split !== undefined && kernel.space.filter(isLong).length < full.length;
}

/** The space of a kernel's expression. */
export function spaceOf(kernel: Fusible): Shape {
  return kernel.kind === "reduce" ? [...kernel.space, ...kernel.reduced] : kernel.space;
}

/** An access of a space without the axes of one element. */
export function compact({ offset, strides }: Access, space: Shape): Access {
  return { offset, strides: strides.filter((_, axis) => isLong(space[axis] as number)) };
}

/** The access of a buffer with an element for each row, or for each element, of a frame of which `rank` axes are walked. */
export function ownAccess(shape: Shape, rank: number): Access {
  const { strides } = contiguous(shape);
  return { offset: 0, strides: Array.from({ length: rank }, (_, axis) => strides[axis] ?? 0) };
}

export function isSame(first: readonly number[], second: readonly number[]): boolean {
  return first.length === second.length && first.every((size, axis) => size === second[axis]);
}

function isLong(size: number): boolean {
  return size !== 1;
}

/** Vectors are of so many elements of 32 bits. */
const LANES = 4;

/** Whether the loads of a reduction walk results evenly, and what they reduce in larger steps: sums of columns. */
export function reducesAcross({ space, reduced, expr }: ReduceKernel): boolean {
  const last = lastLong(space);
  const lastReduced = space.length + lastLong(reduced);
  if (last < 0 || (space[last] as number) < LANES) return false;
  const accesses = [...exprNodes(expr)].flatMap((node: Expr) =>
    node.kind === "load" || node.kind === "index" ? [node.access] : [],
  );
  const isWalked = (axis: number) => accesses.some(({ strides }) => strides[axis] === 1);
  return isWalked(last) && !isWalked(lastReduced);
}

/** The last axis of more than one element, or -1. */
function lastLong(shape: Shape): number {
  let axis = shape.length - 1;
  while (axis >= 0 && !isLong(shape[axis] as number)) axis--;
  return axis;
}
