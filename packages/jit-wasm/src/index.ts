import "./register.js";

export {
  type Access as WasmAccess,
  call,
  detectFeatures,
  type Expr as WasmExpr,
  type FunctionBuilder,
  type FunctionRef,
  f32,
  f32x4,
  f64,
  f64x2,
  i8x16,
  i16x8,
  i32,
  i32x4,
  i64,
  i64x2,
  type Label,
  type Local,
  memory,
  type SharedFunctions,
  select,
  v128,
  type WasmFeatures,
} from "./assembler/index.js";
export type { KernelContext, Pieces } from "./emit/kernel-context.js";
export type { VectorContext } from "./emit/vector-context.js";
export type { LaneDType, Value, Vector } from "./emit/vector-types.js";
export { WasmEngine, type WasmEngineOptions } from "./engine/wasm-engine.js";
export { type MemoryOptions, MemoryPool } from "./memory/pool.js";
export { wasmEngine } from "./register.js";
export type { ElementCode, ElementRule } from "./rules/element-rule.js";
export { elementRules } from "./rules/element-rules.js";
export type { EquationCode, KernelKind, KernelRule, Operand as KernelOperand } from "./rules/kernel-rule.js";
export { wasmRules } from "./rules/kernel-rules.js";
