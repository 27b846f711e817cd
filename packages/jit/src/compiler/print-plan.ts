import type { KernelReport } from "@hyrax/core";
import { isContiguous } from "./access.js";
import {
  type BufferId,
  type Expr,
  exprNodes,
  type Kernel,
  type KernelPlan,
  kernelExprs,
  kernelOutputs,
  primitivesOf,
  type RowKernel,
  type Store,
} from "./kernel.js";

/** A plan as text: one line to a kernel, with what it computes, for `lower(…).asText()` and for tests. */
export function printPlan({ buffers, inputs, outs, kernels }: KernelPlan): string {
  const typed = (id: BufferId) => `%${id}:${buffers[id]}`;
  const lines = kernels.map((kernel) => `  ${printKernel(kernel, typed)}`);
  return [`plan(${inputs.map(typed).join(", ")}) -> (${outs.map((id) => `%${id}`).join(", ")})`, ...lines].join("\n");
}

function printKernel(kernel: Kernel, typed: (id: BufferId) => string): string {
  const outs = kernelOutputs(kernel).map(typed).join(", ");
  switch (kernel.kind) {
    case "elementwise":
      return `${outs} = map[${kernel.space}] ${printExpr(kernel.expr, kernel.space)}`;
    case "maps":
      return `${outs} = map[${kernel.space}] { ${printStores(kernel.stores, kernel.space).join(", ")} }`;
    case "group":
      return `${outs} = group { ${kernel.kernels.map((one) => printKernel(one, (id) => `%${id}`)).join("; ")} }`;
    case "reduce": {
      const space = [...kernel.space, ...kernel.reduced];
      const sizes = `[${kernel.space}; ${kernel.reduced}]`;
      return `${outs} = reduce_${kernel.reducer}${sizes} ${printExpr(kernel.expr, space)}${printEpilogue(kernel.epilogue, kernel.space)}`;
    }
    case "rows":
      return `${outs} = rows[${kernel.space}; ${kernel.row}] { ${printSweeps(kernel)} }`;
    case "contraction": {
      const { batch, m, n, k, lhs, rhs, epilogue } = kernel;
      const sizes = [batch, m, n, k].map((list) => list.join(",")).join("; ");
      const product = `${printExpr(lhs, [...batch, ...m, ...k])} · ${printExpr(rhs, [...batch, ...n, ...k])}`;
      return `${outs} = contract[${sizes}] ${product}${printEpilogue(epilogue, [...batch, ...m, ...n])}`;
    }
    case "equation": {
      const inputs = kernel.inputs.map((input) => (typeof input === "number" ? `%${input}` : String(input.value)));
      return `${outs} = ${kernel.eqn.primitive.name}(${inputs.join(", ")})`;
    }
  }
}

function printEpilogue(epilogue: Expr | undefined, space: readonly number[]): string {
  return epilogue === undefined ? "" : ` -> ${printExpr(epilogue, space)}`;
}

/** The sweeps of a row kernel, and after them what is stored for each row; `r0` is the result of the first reduction. */
function printSweeps({ space, row, sweeps, rowStores }: RowKernel): string {
  const all = [...space, ...row];
  const parts = sweeps.map(({ reductions, stores }) => {
    const stored = new Map(stores.map(({ expr, out }) => [expr, `%${out}`]));
    const results = reductions.map(
      ({ index, reducer, expr }) => `r${index} = ${reducer} ${printExpr(expr, all, stored)}`,
    );
    return [...printStores(stores, all), ...results].join(", ");
  });
  if (rowStores.length > 0) parts.push(printStores(rowStores, all).join(", "));
  return parts.join(" | ");
}

function printStores(stores: readonly Store[], space: readonly number[]): readonly string[] {
  // What another store computes is shown by its buffer.
  const stored = new Map<Expr, string>();
  return stores.map(({ expr, out }) => {
    const text = `%${out} = ${printExpr(expr, space, stored)}`;
    if (expr.kind === "apply") stored.set(expr, `%${out}`);
    return text;
  });
}

function printExpr(expr: Expr, space: readonly number[], stored?: ReadonlyMap<Expr, string>): string {
  const known = stored?.get(expr);
  if (known !== undefined) return known;
  switch (expr.kind) {
    case "literal":
      return String(expr.value);
    case "result":
      return `r${expr.index}`;
    case "index":
      return `index(${expr.access.strides.join(",")})`;
    case "load": {
      const { offset, strides } = expr.access;
      const walk = isContiguous(expr.access, space) ? "" : `[${offset === 0 ? "" : `${offset}; `}${strides.join(",")}]`;
      return `%${expr.buffer}${walk}`;
    }
    case "apply":
      return `${expr.primitive.name}(${expr.inputs.map((input) => printExpr(input, space, stored)).join(", ")})`;
  }
}

/** What a kernel is and covers, for the report of a compilation. */
export function kernelReport(kernel: Kernel): KernelReport {
  const primitives = primitivesOf(...kernelExprs(kernel));
  switch (kernel.kind) {
    case "elementwise":
    case "maps":
    case "group":
      return { kind: "elementwise", primitives };
    case "reduce": {
      const applied = kernel.epilogue === undefined ? [] : primitivesOf(kernel.epilogue);
      return { kind: "reduce", primitives: [...primitivesOf(kernel.expr), `reduce_${kernel.reducer}`, ...applied] };
    }
    case "rows": {
      const reducers = kernel.sweeps.flatMap(({ reductions }) => reductions.map(({ reducer }) => `reduce_${reducer}`));
      return { kind: "rows", primitives: [...primitives, ...reducers] };
    }
    case "contraction":
      return { kind: "contraction", primitives: ["dot_general", ...primitives] };
    case "equation":
      return { kind: "equation", primitives: [kernel.eqn.primitive.name] };
  }
}

/** How many nodes the expressions of a plan have: a measure of what is to be emitted. */
export function planSize({ kernels }: KernelPlan): number {
  return kernels.reduce(
    (size, kernel) => (kernel.kind === "contraction" ? size : size + exprNodes(...kernelExprs(kernel)).size),
    0,
  );
}
