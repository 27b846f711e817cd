export type {
  Expr,
  FunctionRef,
  Global,
  Label,
  LaneShape,
  Local,
  Parameters,
  Statement,
} from "./expression.js";
export { detectFeatures, type WasmFeatures } from "./features.js";
export { type BodyOf, type Counting, FunctionBuilder, type ParameterLocals } from "./function-builder.js";
export type { Access } from "./instructions/access.js";
export { type Arguments, call, drop, select, unreachable } from "./instructions/control.js";
export { f32x4, f64x2 } from "./instructions/float-lanes.js";
export { f32, f64 } from "./instructions/floats.js";
export { i32 } from "./instructions/i32.js";
export { i64 } from "./instructions/i64.js";
export { i8x16, i16x8, i32x4, i64x2 } from "./instructions/integer-lanes.js";
export { memory } from "./instructions/memory.js";
export { v128 } from "./instructions/v128.js";
export { type MemoryLimits, ModuleBuilder } from "./module-builder.js";
export { SharedFunctions } from "./shared-functions.js";
export type { ResultType, ValueType } from "./types.js";
