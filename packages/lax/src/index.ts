export {
  abs,
  add,
  cbrt,
  ceil,
  clamp,
  div,
  floor,
  integerPow,
  isFinite,
  max,
  min,
  mul,
  neg,
  nextafter,
  pow,
  RoundingMethod,
  type RoundOptions,
  reciprocal,
  rem,
  round,
  rsqrt,
  sign,
  sqrt,
  square,
  sub,
} from "./arithmetic.js";
export {
  bitwiseAnd,
  bitwiseNot,
  bitwiseOr,
  bitwiseXor,
  clz,
  populationCount,
  shiftLeft,
  shiftRightArithmetic,
  shiftRightLogical,
} from "./bits.js";
export {
  type AllGatherOptions,
  type AllToAllOptions,
  type AxisName,
  allGather,
  allToAll,
  axisIndex,
  axisSize,
  type PsumScatterOptions,
  pmax,
  pmean,
  pmin,
  ppermute,
  pshuffle,
  psum,
  psumScatter,
  pswapaxes,
  type ReduceGroupsOptions,
} from "./collectives.js";
export { eq, ge, gt, le, lt, ne, select, selectN } from "./comparison.js";
export { complex, conj, imag, real } from "./complex.js";
export { batchMatmul, type DotDimensions, type DotOptions, dot, dotGeneral } from "./contraction.js";
export { type AssociativeScanOptions, associativeScan } from "./control-flow/associative-scan.js";
export { cond, switch } from "./control-flow/cond.js";
export {
  customLinearSolve,
  type LinearFunction,
  type LinearSolveOptions,
  type LinearSolver,
} from "./control-flow/custom-linear-solve.js";
export { customRoot, type RootOptions } from "./control-flow/custom-root.js";
export { type ForiLoopOptions, foriLoop } from "./control-flow/fori-loop.js";
export { type MapOptions, map } from "./control-flow/map.js";
export { type ScanOptions, scan } from "./control-flow/scan.js";
export type { Traced } from "./control-flow/traced.js";
export { whileLoop } from "./control-flow/while-loop.js";
export { type ConvLayout, convDimensionNumbers } from "./conv-dimensions.js";
export {
  bitcastConvertType,
  convertElementType,
  optimizationBarrier,
  reducePrecision,
  stopGradient,
} from "./conversion.js";
export {
  type ConvOptions,
  type ConvTransposeOptions,
  conv,
  convGeneralDilated,
  convGeneralDilatedPatches,
  convTranspose,
  convWithGeneralPadding,
} from "./convolution.js";
export { broadcastedIota, type FullLikeOptions, type FullOptions, full, fullLike, iota } from "./creation.js";
export { exp, exp2, expm1, log, log1p, logistic } from "./exponential.js";
export { FftType, fft } from "./fourier.js";
export { type GatherDimensionNumbers, type GatherOptions, gather, indexTake, type Mode } from "./gather.js";
export { type AxisOption, concatenate, split, stack, unstack } from "./joining.js";
export * as linalg from "./linalg/index.js";
export { mulhi } from "./mulhi.js";
export { type Padding, padtypeToPads } from "./padding.js";
export { reduce } from "./reduce.js";
export { type ReduceWindowOptions, reduceWindow } from "./reduce-window.js";
export {
  argmax,
  argmin,
  type CumulativeOptions,
  cumlogsumexp,
  cummax,
  cummin,
  cumprod,
  cumsum,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceOr,
  reduceProd,
  reduceSum,
  reduceXor,
} from "./reduction.js";
export {
  type ScatterApplyOptions,
  type ScatterDimensionNumbers,
  type ScatterOptions,
  scatter,
  scatterAdd,
  scatterApply,
  scatterMax,
  scatterMin,
  scatterMul,
  scatterSub,
} from "./scatter.js";
export {
  broadcast,
  broadcastInDim,
  broadcastShapes,
  broadcastToRank,
  collapse,
  expandDims,
  pad,
  type ReshapeOptions,
  reshape,
  rev,
  squeeze,
  tile,
  transpose,
} from "./shape.js";
export {
  dynamicIndexInDim,
  dynamicSlice,
  dynamicSliceInDim,
  dynamicUpdateIndexInDim,
  dynamicUpdateSlice,
  dynamicUpdateSliceInDim,
  type IndexInDimOptions,
  indexInDim,
  type SliceInDimOptions,
  type SliceOptions,
  type StartIndices,
  slice,
  sliceInDim,
} from "./slicing.js";
export { type SortOptions, sort, sortKeyVal, type TopKOptions, topK } from "./sorting.js";
export {
  besselI0e,
  besselI1e,
  betainc,
  digamma,
  erf,
  erfc,
  erfInv,
  igamma,
  igammac,
  igammaGradA,
  lgamma,
  polygamma,
  randomGammaGrad,
  zeta,
} from "./special.js";
export { acos, acosh, asin, asinh, atan, atan2, atanh, cos, cosh, sin, sinh, tan, tanh } from "./trigonometric.js";
