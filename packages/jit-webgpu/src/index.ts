export { WebGpuStorage } from "./device/storage.js";
export { WebGpuDevice } from "./device/webgpu-device.js";
export { type InitOptions, init } from "./init.js";
export type { ElementRule, Operand } from "./rules/element-rule.js";
export { elementRules } from "./rules/element-rules.js";
export { type Code, define as wgslFunction, type Part, WgslFunction, wgsl } from "./wgsl/code.js";
