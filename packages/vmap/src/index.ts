export type { ArgumentAxes, Axes, Mapped } from "./axis-types.js";
export { type BatchedArgument, type CustomVmap, type CustomVmapRule, customVmap } from "./custom-vmap.js";
export { atFront } from "./interpreters/axes.js";
export { batchJaxpr } from "./interpreters/batch.js";
export type {
  BatchAxis,
  Batched,
  BatchedJaxpr,
  BatchKind,
  BatchRule,
  MappedAxis,
  ResultAxis,
} from "./interpreters/rule.js";
export { batchRules } from "./rules/index.js";
export { pointwise } from "./rules/pointwise.js";
export { sequentialVmap } from "./sequential-vmap.js";
export { type VmapOptions, vmap } from "./vmap.js";
