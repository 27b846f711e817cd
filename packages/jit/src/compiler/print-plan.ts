import type { KernelReport } from "@hyrax/core";
import { isContiguous } from "./access.js";
import { type BufferId, type Expr, exprNodes, type Kernel, type KernelPlan, primitivesOf } from "./kernel.js";

/** A plan as text: one line to a kernel, with what it computes, for `lower(…).asText()` and for tests. */
export function printPlan({ buffers, inputs, outs, kernels }: KernelPlan): string {
  const typed = (id: BufferId) => `%${id}:${buffers[id]}`;
  const lines = kernels.map((kernel) => `  ${printKernel(kernel, typed)}`);
  return [`plan(${inputs.map(typed).join(", ")}) -> (${outs.map((id) => `%${id}`).join(", ")})`, ...lines].join("\n");
}

function printKernel(kernel: Kernel, typed: (id: BufferId) => string): string {
  switch (kernel.kind) {
    case "elementwise":
      return `${typed(kernel.out)} = map[${kernel.space.join(",")}] ${printExpr(kernel.expr, kernel.space)}`;
    case "reduce": {
      const space = [...kernel.space, ...kernel.reduced];
      return `${typed(kernel.out)} = reduce_${kernel.reducer}[${kernel.space.join(",")}; ${kernel.reduced.join(",")}] ${printExpr(kernel.expr, space)}`;
    }
    case "contraction": {
      const { batch, m, n, k, lhs, rhs } = kernel;
      const sizes = [batch, m, n, k].map((list) => list.join(",")).join("; ");
      return `${typed(kernel.out)} = contract[${sizes}] ${printExpr(lhs, [...batch, ...m, ...k])} · ${printExpr(rhs, [...batch, ...n, ...k])}`;
    }
    case "equation": {
      const inputs = kernel.inputs.map((input) => (typeof input === "number" ? `%${input}` : String(input.value)));
      return `${kernel.outs.map(typed).join(", ")} = ${kernel.eqn.primitive.name}(${inputs.join(", ")})`;
    }
  }
}

function printExpr(expr: Expr, space: readonly number[]): string {
  switch (expr.kind) {
    case "literal":
      return String(expr.value);
    case "index":
      return `index(${expr.access.strides.join(",")})`;
    case "load": {
      const { offset, strides } = expr.access;
      const walk = isContiguous(expr.access, space) ? "" : `[${offset === 0 ? "" : `${offset}; `}${strides.join(",")}]`;
      return `%${expr.buffer}${walk}`;
    }
    case "apply":
      return `${expr.primitive.name}(${expr.inputs.map((input) => printExpr(input, space)).join(", ")})`;
  }
}

/** What a kernel is and covers, for the report of a compilation. */
export function kernelReport(kernel: Kernel): KernelReport {
  switch (kernel.kind) {
    case "elementwise":
      return { kind: "elementwise", primitives: primitivesOf(kernel.expr) };
    case "reduce":
      return { kind: "reduce", primitives: [...primitivesOf(kernel.expr), `reduce_${kernel.reducer}`] };
    case "contraction":
      return { kind: "contraction", primitives: ["dot_general"] };
    case "equation":
      return { kind: "equation", primitives: [kernel.eqn.primitive.name] };
  }
}

/** How many nodes the expressions of a plan have: a measure of what is to be emitted. */
export function planSize({ kernels }: KernelPlan): number {
  let size = 0;
  for (const kernel of kernels)
    if (kernel.kind === "elementwise" || kernel.kind === "reduce") size += exprNodes(kernel.expr).size;
  return size;
}
