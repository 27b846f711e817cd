import type { DType, Eqn, Params, Primitive, Scalar, Shape, ShapedArray } from "@hyrax/core";
import type { Access } from "./access.js";

/**
 * What a kernel computes for one index of its space. Nodes are shared: a node that is reached twice is computed once.
 */
export type Expr = LoadExpr | IndexExpr | LiteralExpr | ApplyExpr;

/** An element of a buffer. */
export interface LoadExpr {
  readonly kind: "load";
  readonly buffer: BufferId;
  readonly dtype: DType;
  readonly access: Access;
}

/** The index itself, as `iota` counts. */
export interface IndexExpr {
  readonly kind: "index";
  readonly dtype: DType;
  readonly access: Access;
}

export interface LiteralExpr {
  readonly kind: "literal";
  readonly dtype: DType;
  readonly value: Scalar;
}

/** An elementwise primitive applied to elements. */
export interface ApplyExpr {
  readonly kind: "apply";
  readonly primitive: Primitive;
  readonly params: Params;
  readonly inputs: readonly Expr[];
  readonly dtype: DType;
}

/** A buffer of a plan: contiguous, row-major elements. */
export type BufferId = number;

/** How a reduction combines elements. */
export type Reducer = "sum" | "prod" | "max" | "min" | "and" | "or" | "xor";

/** `out[i] = expr(i)` for every index of the space. */
export interface MapKernel {
  readonly kind: "elementwise";
  readonly space: Shape;
  readonly expr: Expr;
  readonly out: BufferId;
}

/** `out[i] = reducer over j of expr(i, j)`: the space of the expression is `[...space, ...reduced]`. */
export interface ReduceKernel {
  readonly kind: "reduce";
  readonly space: Shape;
  readonly reduced: Shape;
  readonly reducer: Reducer;
  readonly expr: Expr;
  readonly out: BufferId;
}

/** `out[b, m, n] = Σ over k of lhs[b, m, k] · rhs[b, n, k]`, where each of b, m, n, k is a list of axes. */
export interface ContractionKernel {
  readonly kind: "contraction";
  readonly batch: Shape;
  readonly m: Shape;
  readonly n: Shape;
  readonly k: Shape;
  /** Walked over `[...batch, ...m, ...k]`. */
  readonly lhs: LoadExpr;
  /** Walked over `[...batch, ...n, ...k]`. */
  readonly rhs: LoadExpr;
  readonly out: BufferId;
}

/** An equation that the planner leaves as it is, for an engine's own kernel or the reference engine. */
export interface EquationKernel {
  readonly kind: "equation";
  readonly eqn: Eqn;
  /** For each input of the equation, its buffer, or the literal. */
  readonly inputs: readonly (BufferId | LiteralExpr)[];
  readonly outs: readonly BufferId[];
}

export type Kernel = MapKernel | ReduceKernel | ContractionKernel | EquationKernel;

/** A program as kernels over buffers, in the order in which they run. */
export interface KernelPlan {
  readonly buffers: readonly ShapedArray[];
  readonly inputs: readonly BufferId[];
  /** The buffers of the results. A result may be an input, or the same buffer as another result. */
  readonly outs: readonly BufferId[];
  readonly kernels: readonly Kernel[];
}

/** The buffers that a kernel reads. */
export function kernelInputs(kernel: Kernel): readonly BufferId[] {
  switch (kernel.kind) {
    case "equation":
      return kernel.inputs.filter((input) => typeof input === "number");
    case "contraction":
      return [kernel.lhs.buffer, kernel.rhs.buffer];
    default:
      return [...new Set(loadsOf(kernel.expr).map((load) => load.buffer))];
  }
}

/** The buffers that a kernel writes. */
export function kernelOutputs(kernel: Kernel): readonly BufferId[] {
  return kernel.kind === "equation" ? kernel.outs : [kernel.out];
}

/** Every node of an expression once, inputs before what uses them. */
export function exprNodes(expr: Expr, found = new Set<Expr>()): ReadonlySet<Expr> {
  if (found.has(expr)) return found;
  if (expr.kind === "apply") for (const input of expr.inputs) exprNodes(input, found);
  return found.add(expr);
}

/** The loads of an expression. */
export function loadsOf(expr: Expr): readonly LoadExpr[] {
  return [...exprNodes(expr)].filter((node) => node.kind === "load");
}

/** The names of the primitives that an expression applies. */
export function primitivesOf(expr: Expr): readonly string[] {
  return [...exprNodes(expr)].flatMap((node) => (node.kind === "apply" ? [node.primitive.name] : []));
}
