export type { ArgumentAxes, Axes, Mapped } from "./axis-types.js";
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
export { type VmapOptions, vmap } from "./vmap.js";
