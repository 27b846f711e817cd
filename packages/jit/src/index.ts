export { type JitFunction, type JitOptions, jit } from "./api/jit.js";
export { Lowered } from "./api/lowered.js";
export { evalShape, makeJaxpr, type Shaped, TracedJaxpr } from "./api/make-jaxpr.js";
export { ShapeDtypeStruct } from "./api/shape-dtype-struct.js";
export type { ArgNumbers } from "./api/static-args.js";
