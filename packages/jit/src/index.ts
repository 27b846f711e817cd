export { ensureCompileTimeEval } from "./api/compile-time-eval.js";
export { type JitFunction, type JitOptions, jit, type TypesOf } from "./api/jit.js";
export { Lowered } from "./api/lowered.js";
export { evalShape, type MakeJaxprOptions, makeJaxpr, type Shaped, TracedJaxpr } from "./api/make-jaxpr.js";
export { ShapeDtypeStruct } from "./api/shape-dtype-struct.js";
export type { ArgNumbers } from "./api/static-args.js";
export * as debug from "./callbacks/debug.js";
export { type IoCallbackOptions, ioCallback } from "./callbacks/io-callback.js";
export { type PureCallbackOptions, pureCallback } from "./callbacks/pure-callback.js";
export type { HostResults, ResultArrays } from "./callbacks/result-shapes.js";
export { type Access, contiguous, isConstantAlong, isContiguous } from "./compiler/access.js";
export { classify, costOf, expensiveCost } from "./compiler/classify.js";
export { reducesAcross } from "./compiler/fusion/frame.js";
export { Interner } from "./compiler/fusion/interner.js";
export {
  type ApplyExpr,
  type BufferId,
  type ContractionKernel,
  type EquationKernel,
  type Expr,
  exprNodes,
  type GroupKernel,
  type IndexExpr,
  type Kernel,
  type KernelPlan,
  kernelExprs,
  kernelInputs,
  kernelOutputs,
  type LiteralExpr,
  type LoadExpr,
  loadsOf,
  type MapKernel,
  type MapsKernel,
  primitivesOf,
  type ReduceKernel,
  type Reducer,
  type ResultExpr,
  type RowKernel,
  type RowReduction,
  type Store,
  type Sweep,
} from "./compiler/kernel.js";
export { type PlanOptions, planKernels } from "./compiler/plan.js";
export { kernelReport, planSize, printPlan } from "./compiler/print-plan.js";
export { simplify } from "./compiler/simplify.js";
export { viewOf } from "./compiler/view-of.js";
