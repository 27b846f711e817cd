export { WebGpuStorage } from "./device/storage.js";
export { WebGpuDevice } from "./device/webgpu-device.js";
export { type InitOptions, init } from "./init.js";
