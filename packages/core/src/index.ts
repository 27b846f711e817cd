import "./single-copy.js";
import "./array/iterate.js";
import "./interpreters/eager.js";

export {
  type Arg,
  type Args,
  arrayFromTypedArray,
  flattenArrays,
  flattenResult,
  leafArray,
  leafName,
  typedArrayDtype,
} from "./array/argument.js";
export { type ArrayLike, installArrayMethods, NDArray as Array, type Nested, type Scalar } from "./array/array.js";
export { Complex } from "./array/complex.js";
export { asArray, ConcreteArray, hostArray, scalarArray, scalarDtype } from "./array/concrete.js";
export type {
  ArrayMethods,
  ArrayMethodTable,
  Axis,
  Index,
  IndexedArray,
  IndexMode,
  IndexOptions,
  ReduceOptions,
  Slice,
  TypedReduceOptions,
  VarianceOptions,
} from "./array/methods.js";
export { checkLeak, Tracer } from "./array/tracer.js";
export { byteSize, type Shape, type ShapedArray, sameShape, shapedArray, sizeOf, strengthen } from "./aval.js";
export { config, type Options, onConfigChange } from "./config.js";
export { commonDevice, execute, type Lowering, registerLowering } from "./device/compile.js";
export { Device } from "./device/device.js";
export { devicePut } from "./device/device-put.js";
export type { CompileOptions, CompileReport, Engine, Executable, KernelReport } from "./device/engine.js";
export { defaultDevice, devices, registerDevices, resolveDevice, setDefaultDevice } from "./device/registry.js";
export { executableOf } from "./device/run-jaxpr.js";
export { HostStorage, type Storage, TypedArrayStorage } from "./device/storage.js";
export { type Diagnostics, installDiagnostics } from "./diagnostics.js";
export {
  canonicalDtype,
  complexDtype,
  type DType,
  type DTypeKind,
  dtypeBytes,
  dtypeKind,
  dtypes,
  type ExtendedDType,
  isComplex,
  isDtype,
  isFloating,
  isInexact,
  isInteger,
  realDtype,
  typedArrayClass,
} from "./dtypes/dtype.js";
export { decode, decodeElement, decodeScalar, encodeElement, encodeScalar } from "./dtypes/elements.js";
export { promoteTypes, type Typed } from "./dtypes/promotion.js";
export { allocate, lanes, type TypedArray } from "./dtypes/typed-array.js";
export {
  ConcretizationTypeError,
  DeletedArrayError,
  DeviceError,
  FloatingPointError,
  KeyReuseError,
  MissingEngineError,
  MissingRuleError,
  NonConcreteBooleanIndexError,
  TracerArrayConversionError,
  TracerBoolConversionError,
  TracerIntegerConversionError,
  UnboundAxisError,
  UnexpectedTracerError,
} from "./errors.js";
export type { Family } from "./family.js";
export { fromBfloat16Bits, fromFloat16Bits, toBfloat16Bits, toFloat16Bits } from "./float16/index.js";
export { bind } from "./interpreters/bind.js";
export { withNamedAxis } from "./interpreters/named-axis.js";
export { paramsKey } from "./interpreters/params-key.js";
export { asLiteral, stage } from "./interpreters/stage.js";
export { bottomTrace, currentTrace, runTrace, Trace, withTrace } from "./interpreters/trace.js";
export { checkJaxpr } from "./jaxpr/check-jaxpr.js";
export { evalJaxpr, literalArray } from "./jaxpr/eval-jaxpr.js";
export {
  type Atom,
  appliesPrimitive,
  type ClosedJaxpr,
  type Eqn,
  hoistConsts,
  innerJaxprs,
  Jaxpr,
  Literal,
  Var,
} from "./jaxpr/jaxpr.js";
export { printJaxpr } from "./jaxpr/print-jaxpr.js";
export { requireOptions } from "./options.js";
export {
  type HasManyResults,
  type InputsOf,
  multiple,
  type NoParams,
  type Operand,
  type Params,
  type ParamsOf,
  type PerInput,
  type Primitive,
  type PrimitiveTraits,
  primitive,
  primitiveNamed,
  type StagedOperation,
  type TypedPrimitive,
  variadic,
} from "./primitive.js";
export * from "./primitives/index.js";
export { type FlattenOptions, flatten, flattenInto, unflatten } from "./pytree/flatten.js";
export { firstDifference, type Key, type KeyPath, keystr, leafPaths } from "./pytree/paths.js";
export { broadcastPrefix } from "./pytree/prefix.js";
export { type NodeType, registerPytreeNode } from "./pytree/registry.js";
export { listDef, PyTreeDef, type TreeKind } from "./pytree/treedef.js";
export {
  type FamilyEntries,
  type FamilyRules,
  familyRules,
  type RuleKind,
  type RuleOf,
  RuleTable,
  Unsupported,
  unsupported,
} from "./rule-table.js";
export { type Tangent, Zero } from "./zero.js";
