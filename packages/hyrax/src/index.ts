// Importing hyrax turns the WebAssembly engine on, also where a bundler finds no use of its exports.
import "@hyrax/jit-wasm";

export {
  Array,
  type ArrayLike,
  type ArrayMethods,
  Complex,
  ConcretizationTypeError,
  config,
  DeletedArrayError,
  Device,
  DeviceError,
  type DType,
  defaultDevice,
  devicePut,
  devices,
  FloatingPointError,
  type Index,
  KeyReuseError,
  MissingEngineError,
  MissingRuleError,
  NonConcreteBooleanIndexError,
  type Options,
  type Scalar,
  type Shape,
  type Slice,
  setDefaultDevice,
  TracerArrayConversionError,
  TracerBoolConversionError,
  TracerIntegerConversionError,
  type TypedArray,
  UnboundAxisError,
  UnexpectedTracerError,
} from "@hyrax/core";
export {
  type CustomJvp,
  CustomVJPPrimal,
  type CustomVjp,
  checkpoint,
  checkpointName,
  checkpointPolicies,
  closureConvert,
  customGradient,
  customJvp,
  customVjp,
  grad,
  hessian,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  linearTranspose,
  printSavedResiduals,
  remat,
  stopGradient,
  valueAndGrad,
  vjp,
} from "@hyrax/grad";
export {
  debug,
  ensureCompileTimeEval,
  evalShape,
  ioCallback,
  type JitFunction,
  type JitOptions,
  jit,
  Lowered,
  makeJaxpr,
  pureCallback,
  ShapeDtypeStruct,
  TracedJaxpr,
} from "@hyrax/jit";
export * as wasm from "@hyrax/jit-wasm";
export * as webgpu from "@hyrax/jit-webgpu";
export * as lax from "@hyrax/lax";
export * as nn from "@hyrax/nn";
export * as np from "@hyrax/numpy";
export { pmap } from "@hyrax/pmap";
export * as random from "@hyrax/random";
export * as scipy from "@hyrax/scipy";
export * as tree from "@hyrax/tree";
export { type CustomVmap, customVmap, sequentialVmap, vmap } from "@hyrax/vmap";
