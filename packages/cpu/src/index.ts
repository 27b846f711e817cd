import "./register.js";

export { callsHost } from "./calls-host.js";
export { CpuDevice } from "./cpu-device.js";
export { registerCpuEngine } from "./cpu-engines.js";
export { checkRead } from "./diagnostics/checked-executable.js";
export { type CompileJaxpr, type CpuKind, type CpuRule, cpuFamily, type Kernel } from "./kernel.js";
export { specialTables } from "./math/index.js";
export { compileJaxpr, referenceKernel } from "./program.js";
export { ReferenceEngine } from "./reference-engine.js";
export { cpuRules } from "./rules/index.js";
