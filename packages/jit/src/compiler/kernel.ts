import type { DType, Eqn, Params, Primitive, Scalar, Shape, ShapedArray } from "@hyrax/core";
import type { Access } from "./access.js";

/**
 * What a kernel computes for one index of its space. Nodes are shared: a node that is reached twice is computed once.
 */
export type Expr = LoadExpr | IndexExpr | LiteralExpr | ResultExpr | ApplyExpr;

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

/**
 * What the kernel has accumulated before: in an epilogue the element of the contraction or reduction (`index` is 0),
 * in a row kernel the result of the row's reduction of this number.
 */
export interface ResultExpr {
  readonly kind: "result";
  readonly dtype: DType;
  readonly index: number;
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
  /** What is stored instead of the result itself: an expression over `space`. Only where the plan's options ask for it. */
  readonly epilogue?: Expr;
  readonly out: BufferId;
}

/** An expression, and the buffer that gets its value for every index. */
export interface Store {
  readonly expr: Expr;
  readonly out: BufferId;
}

/** Several maps over one space: a node that two of the expressions share is computed once. */
export interface MapsKernel {
  readonly kind: "maps";
  readonly space: Shape;
  readonly stores: readonly Store[];
}

/** Maps over spaces of their own, none of which reads what another one writes: the leaves of an optimiser's step. */
export interface GroupKernel {
  readonly kind: "group";
  readonly kernels: readonly (MapKernel | MapsKernel)[];
}

/** A reduction over the row; `index` is the number of its result. */
export interface RowReduction {
  readonly index: number;
  readonly reducer: Reducer;
  readonly expr: Expr;
}

/** One walk along a row: its reductions and stores are independent of each other, and may share nodes. */
export interface Sweep {
  readonly reductions: readonly RowReduction[];
  readonly stores: readonly Store[];
}

/**
 * For each index of `space`, a row of the elements of `row`, which is walked once for each sweep. All expressions are
 * over `[...space, ...row]`. A sweep may read results of reductions of earlier ones, and load what an earlier one has stored
 * for the same element, or overwrite it.
 */
export interface RowKernel {
  readonly kind: "rows";
  readonly space: Shape;
  readonly row: Shape;
  readonly sweeps: readonly Sweep[];
  /** One element to a row, stored after the last sweep: expressions that stand still along the row. */
  readonly rowStores: readonly Store[];
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
  /** What is stored instead of the sum itself: an expression over `[...batch, ...m, ...n]`. Only where the plan's options ask for it. */
  readonly epilogue?: Expr;
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

export type Kernel =
  | MapKernel
  | MapsKernel
  | GroupKernel
  | ReduceKernel
  | RowKernel
  | ContractionKernel
  | EquationKernel;

/** A program as kernels over buffers, in the order in which they run. */
export interface KernelPlan {
  readonly buffers: readonly ShapedArray[];
  readonly inputs: readonly BufferId[];
  /** The buffers of the results. A result may be an input, or the same buffer as another result. */
  readonly outs: readonly BufferId[];
  readonly kernels: readonly Kernel[];
}

/** The buffers that a kernel reads; not those that it has written itself before. */
export function kernelInputs(kernel: Kernel): readonly BufferId[] {
  if (kernel.kind === "equation") return kernel.inputs.filter((input) => typeof input === "number");
  const own = kernel.kind === "rows" ? new Set(kernelOutputs(kernel)) : undefined;
  const read = new Set(kernelLoads(kernel).map((load) => load.buffer));
  return [...read].filter((buffer) => !own?.has(buffer));
}

const known = new WeakMap<Kernel, readonly LoadExpr[]>();

/** The loads of a kernel's expressions; kernels do not change, so they are looked for once. */
export function kernelLoads(kernel: Kernel): readonly LoadExpr[] {
  let loads = known.get(kernel);
  if (loads === undefined) known.set(kernel, (loads = loadsOf(...kernelExprs(kernel))));
  return loads;
}

/** The buffers that a kernel writes. */
export function kernelOutputs(kernel: Kernel): readonly BufferId[] {
  switch (kernel.kind) {
    case "equation":
      return kernel.outs;
    case "group":
      return kernel.kernels.flatMap(kernelOutputs);
    case "maps":
    case "rows":
      return [...new Set(storesOf(kernel).map(({ out }) => out))];
    default:
      return [kernel.out];
  }
}

/** The expressions that a kernel evaluates. */
export function kernelExprs(kernel: Kernel): readonly Expr[] {
  switch (kernel.kind) {
    case "equation":
      return [];
    case "elementwise":
      return [kernel.expr];
    case "group":
      return kernel.kernels.flatMap(kernelExprs);
    case "maps":
      return kernel.stores.map(({ expr }) => expr);
    case "rows":
      return [
        ...kernel.sweeps.flatMap(({ reductions }) => reductions.map(({ expr }) => expr)),
        ...storesOf(kernel).map(({ expr }) => expr),
      ];
    default: {
      const walked = kernel.kind === "reduce" ? [kernel.expr] : [kernel.lhs, kernel.rhs];
      return kernel.epilogue === undefined ? walked : [...walked, kernel.epilogue];
    }
  }
}

function storesOf(kernel: MapsKernel | RowKernel): readonly Store[] {
  return kernel.kind === "maps"
    ? kernel.stores
    : [...kernel.sweeps.flatMap(({ stores }) => stores), ...kernel.rowStores];
}

/** Every node of expressions once, inputs before what uses them. */
export function exprNodes(...exprs: readonly Expr[]): ReadonlySet<Expr> {
  const found = new Set<Expr>();
  const visit = (expr: Expr): void => {
    if (found.has(expr)) return;
    if (expr.kind === "apply") for (const input of expr.inputs) visit(input);
    found.add(expr);
  };
  for (const expr of exprs) visit(expr);
  return found;
}

/** The loads of expressions. */
export function loadsOf(...exprs: readonly Expr[]): readonly LoadExpr[] {
  return [...exprNodes(...exprs)].filter((node) => node.kind === "load");
}

/** The names of the primitives that expressions apply. */
export function primitivesOf(...exprs: readonly Expr[]): readonly string[] {
  return [...exprNodes(...exprs)].flatMap((node) => (node.kind === "apply" ? [node.primitive.name] : []));
}
