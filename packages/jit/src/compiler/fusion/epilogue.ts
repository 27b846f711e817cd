import type { Shape } from "@hyrax/core";
import { contiguous } from "../access.js";
import { type ContractionKernel, loadsOf, type MapKernel, type ReduceKernel, type ResultExpr } from "../kernel.js";
import { compact, isSame } from "./frame.js";
import { Interner } from "./interner.js";
import { overSpace } from "./over-space.js";

/** A kernel that stores what a map makes of its result; undefined where the map walks the result in another order. */
export function withEpilogue<K extends ContractionKernel | ReduceKernel>(kernel: K, map: MapKernel): K | undefined {
  const space: Shape = kernel.kind === "contraction" ? [...kernel.batch, ...kernel.m, ...kernel.n] : kernel.space;
  const long = (shape: Shape) => shape.filter((size) => size !== 1);
  if (!isSame(long(space), long(map.space))) return undefined;
  const whole = contiguous(long(space)).strides;
  for (const { buffer, access } of loadsOf(map.expr)) {
    if (buffer !== kernel.out) continue;
    const { offset, strides } = compact(access, map.space);
    if (offset !== 0 || !isSame(strides, whole)) return undefined;
  }
  const interner = new Interner();
  const epilogue = interner.rewrite(map.expr, (node) => {
    if (node.kind === "result") return node;
    const result: ResultExpr = { kind: "result", dtype: node.dtype, index: 0 };
    return node.kind === "load" && node.buffer === kernel.out
      ? result
      : { ...node, access: overSpace(compact(node.access, map.space), space) };
  });
  // A mere copy is the kernel itself, into another buffer.
  return epilogue.kind === "result" ? { ...kernel, out: map.out } : { ...kernel, epilogue, out: map.out };
}
