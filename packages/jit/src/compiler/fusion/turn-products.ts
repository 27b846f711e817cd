import { type Shape, sizeOf } from "@hyrax/core";
import { type Access, contiguous } from "../access.js";
import type { BufferId, ContractionKernel, Expr, Kernel, KernelPlan, LoadExpr } from "../kernel.js";
import { kernelLoads, loadsOf } from "../kernel.js";
import { isSame } from "./frame.js";
import { Interner } from "./interner.js";

/**
 * Exchanges the sides of products that are only read as their transposes: `aᵀb` in place of the transpose of `bᵀa`, as
 * derivatives of products want it. The readers then walk them in order, and may become epilogues.
 */
export function turnProducts(plan: KernelPlan): KernelPlan {
  const turned = new Map<BufferId, ContractionKernel>();
  for (const kernel of plan.kernels) {
    if (kernel.kind === "contraction" && !plan.outs.includes(kernel.out)) turned.set(kernel.out, kernel);
  }
  if (turned.size === 0) return plan;
  for (const kernel of plan.kernels) {
    if (kernel.kind === "equation") {
      for (const input of kernel.inputs) if (typeof input === "number") turned.delete(input);
      continue;
    }
    const isWalked = kernel.kind === "elementwise";
    for (const load of kernelLoads(kernel)) {
      const product = turned.get(load.buffer);
      if (product !== undefined && !(isWalked && isTransposed(load, kernel.space, product))) turned.delete(load.buffer);
    }
  }
  if (turned.size === 0) return plan;
  return { ...plan, kernels: plan.kernels.map((kernel) => turnedKernel(kernel, turned)) };
}

/** Whether a load walks a product of matrices, the columns of which have become rows, from end to end. */
function isTransposed({ access }: LoadExpr, space: Shape, { batch, m, n }: ContractionKernel): boolean {
  const [rows, columns] = [sizeOf(m), sizeOf(n)];
  if (access.offset !== 0 || rows === 1 || columns === 1) return false;
  const own = contiguous([...batch, ...m, ...n]).strides;
  const swapped = [
    ...own.slice(0, batch.length),
    ...own.slice(batch.length + m.length),
    ...own.slice(batch.length, batch.length + m.length),
  ];
  const sizes = [...batch, ...n, ...m];
  const long = (strides: readonly number[], shape: Shape) => strides.filter((_, axis) => shape[axis] !== 1);
  return isSame(long(sizes, sizes), long(space, space)) && isSame(long(swapped, sizes), long(access.strides, space));
}

function turnedKernel(kernel: Kernel, turned: ReadonlyMap<BufferId, ContractionKernel>): Kernel {
  if (kernel.kind === "contraction" && turned.has(kernel.out)) {
    const { m, n, lhs, rhs } = kernel;
    return { ...kernel, m: n, n: m, lhs: rhs, rhs: lhs };
  }
  if (kernel.kind !== "elementwise" || !loadsOf(kernel.expr).some(({ buffer }) => turned.has(buffer))) return kernel;
  const access: Access = contiguous(kernel.space);
  const expr: Expr = new Interner().rewrite(kernel.expr, (node) =>
    node.kind === "load" && turned.has(node.buffer) ? { ...node, access } : node,
  );
  return { ...kernel, expr };
}
