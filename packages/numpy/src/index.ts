import "@hyrax/cpu";
import "./array-methods.js";

export {
  applyAlongAxis,
  applyOverAxes,
  piecewise,
  type VectorizeOptions,
  vectorize,
} from "./apply.js";
export {
  e,
  eulerGamma,
  inf,
  nan,
  newaxis,
  pi,
} from "./constants.js";
export { convertTo, toArray } from "./convert.js";
export {
  type ArrayOptions,
  array,
  asarray,
  copy,
  type DtypeOption,
  empty,
  emptyLike,
  full,
  fullLike,
  type LikeOptions,
  ones,
  onesLike,
  zeros,
  zerosLike,
} from "./creation.js";
export { withDerivative } from "./custom-derivative.js";
export {
  type AbstractDtype,
  astype,
  bfloat16,
  bool,
  canCast,
  complex64,
  complex128,
  complexfloating,
  dtype,
  float16,
  float32,
  float64,
  floating,
  generic,
  inexact,
  int8,
  int16,
  int32,
  int64,
  integer,
  iscomplexobj,
  isdtype,
  isrealobj,
  isscalar,
  issubdtype,
  number,
  promoteTypes,
  resultType,
  signedinteger,
  uint8,
  uint16,
  uint32,
  uint64,
  unsignedinteger,
} from "./dtypes.js";
export {
  abs,
  absolute,
  add,
  divide,
  fabs,
  multiply,
  negative,
  positive,
  reciprocal,
  sign,
  square,
  subtract,
  trueDivide,
} from "./elementwise/arithmetic.js";
export {
  bitwiseAnd,
  bitwiseCount,
  bitwiseInvert,
  bitwiseLeftShift,
  bitwiseNot,
  bitwiseOr,
  bitwiseRightShift,
  bitwiseXor,
  invert,
  leftShift,
  rightShift,
} from "./elementwise/bits.js";
export {
  iscomplex,
  isfinite,
  isinf,
  isnan,
  isneginf,
  isposinf,
  isreal,
  signbit,
} from "./elementwise/classification.js";
export {
  allclose,
  arrayEqual,
  arrayEquiv,
  type CloseOptions,
  equal,
  greater,
  greaterEqual,
  isclose,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  notEqual,
} from "./elementwise/comparison.js";
export {
  angle,
  conj,
  conjugate,
  imag,
  real,
} from "./elementwise/complex.js";
export {
  divmod,
  floorDivide,
  fmod,
  mod,
  remainder,
} from "./elementwise/division.js";
export {
  gcd,
  lcm,
} from "./elementwise/divisors.js";
export {
  cbrt,
  exp,
  exp2,
  expm1,
  log,
  log1p,
  log2,
  log10,
  sqrt,
} from "./elementwise/exponential.js";
export {
  clip,
  fmax,
  fmin,
  maximum,
  minimum,
} from "./elementwise/extremes.js";
export {
  frexp,
  ldexp,
} from "./elementwise/float-parts.js";
export {
  copysign,
  heaviside,
  hypot,
  i0,
  type NanToNumOptions,
  nanToNum,
  nextafter,
  sinc,
  spacing,
} from "./elementwise/floats.js";
export {
  logaddexp,
  logaddexp2,
} from "./elementwise/logaddexp.js";
export {
  floatPower,
  pow,
  power,
} from "./elementwise/power.js";
export {
  around,
  ceil,
  fix,
  floor,
  modf,
  type RoundOptions,
  rint,
  round,
  trunc,
} from "./elementwise/rounding.js";
export {
  acos,
  acosh,
  arccos,
  arccosh,
  arcsin,
  arcsinh,
  arctan,
  arctan2,
  arctanh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cos,
  cosh,
  deg2rad,
  degrees,
  rad2deg,
  radians,
  sin,
  sinh,
  tan,
  tanh,
} from "./elementwise/trigonometric.js";
export * as fft from "./fft/index.js";
export {
  flip,
  fliplr,
  flipud,
  roll,
  rot90,
} from "./flipping.js";
export {
  type FloatInfo,
  finfo,
  type IntegerInfo,
  iinfo,
} from "./float-info.js";
export {
  fromfunction,
  type GridSlice,
  type IndicesOptions,
  indices,
  type MeshgridOptions,
  meshgrid,
  mgrid,
  ogrid,
} from "./grids.js";
export { type AlongAxisOptions, type PutAlongAxisOptions, putAlongAxis, takeAlongAxis } from "./indexing/along-axis.js";
export { type ChooseOptions, choose, type SelectOptions, select } from "./indexing/choice.js";
export { type DiagonalOptions, diagonal, type FillDiagonalOptions, fillDiagonal } from "./indexing/diagonal.js";
export { type DeleteOptions, deleteAt as delete, type InsertOptions, insert, type Positions } from "./indexing/edit.js";
export {
  type CompressOptions,
  compress,
  type ExtractOptions,
  extract,
  type InplaceOption,
  type PutOptions,
  place,
  put,
} from "./indexing/filter.js";
export { ix_, type RavelMultiIndexOptions, ravelMultiIndex, unravelIndex } from "./indexing/multi-index.js";
export { type TakeOptions, take } from "./indexing/take.js";
export { type TrimZerosOptions, trimZeros } from "./indexing/trim-zeros.js";
export {
  type ArrayList,
  append,
  block,
  columnStack,
  concat,
  concatenate,
  dstack,
  hstack,
  type JoinOptions,
  stack,
  vstack,
} from "./joining.js";
export * as linalg from "./linalg/index.js";
export {
  type DiagonalNumber,
  diag,
  diagflat,
  eye,
  identity,
  type TriOptions,
  tri,
  tril,
  triu,
  type VanderOptions,
  vander,
} from "./matrices.js";
export {
  type PadFunction,
  type PadMode,
  type PadOptions,
  type PadWidth,
  pad,
} from "./pad.js";
export { poly, polyadd, polydiv, polymul, polysub, polyval, type TrimOptions } from "./polynomials/arithmetic.js";
export { type DerivativeOptions, type IntegralOptions, polyder, polyint } from "./polynomials/calculus.js";
export { type PolyfitOptions, polyfit } from "./polynomials/polyfit.js";
export { type RootsOptions, roots } from "./polynomials/roots.js";
export type { ProductOptions } from "./products/contract.js";
export { dot, inner, vdot } from "./products/dot.js";
export { type EinsumOptions, einsum, einsumPath } from "./products/einsum.js";
export type { ContractionPath, PathStrategy } from "./products/einsum-path.js";
export { matmul } from "./products/matmul.js";
export { type TensordotOptions, tensordot } from "./products/tensordot.js";
export { type TraceOptions, trace } from "./products/trace.js";
export {
  type CrossOptions,
  cross,
  kron,
  matvec,
  outer,
  type VecdotOptions,
  vecdot,
  vecmat,
} from "./products/vectors.js";
// For packages of functions in numpy's manner: what turns their arguments into arrays.
export {
  type Arrays,
  promoteArgs,
  promoteDtypes,
  promoteDtypesInexact,
  promoteInexact,
  promoteNumeric,
} from "./promote.js";
export {
  arange,
  type Bound,
  geomspace,
  type LinspaceOptions,
  type LogspaceOptions,
  linspace,
  logspace,
} from "./ranges.js";
export { type ArgOptions, argmax, argmin } from "./reductions/arg-extremes.js";
export {
  type CumulativeOptions,
  type CumulativeSumOptions,
  cumprod,
  cumsum,
  cumulativeProd,
  cumulativeSum,
} from "./reductions/cumulative.js";
export { amax, amin, type ExtremeOptions, max, min, ptp } from "./reductions/extremes.js";
export { all, any, countNonzero, type LogicalOptions } from "./reductions/logical.js";
export { type AverageOptions, average, type MeanOptions, mean, std, variance as var } from "./reductions/moments.js";
export {
  nanargmax,
  nanargmin,
  nancumprod,
  nancumsum,
  nanmax,
  nanmean,
  nanmin,
  nanprod,
  nanstd,
  nansum,
  nanvar,
} from "./reductions/nan.js";
export { prod, sum } from "./reductions/sum.js";
export {
  atleast1d,
  atleast2d,
  atleast3d,
  broadcastArrays,
  broadcastShapes,
  broadcastTo,
  expandDims,
  matrixTranspose,
  moveaxis,
  ndim,
  type OrderOption,
  permuteDims,
  ravel,
  reshape,
  shape,
  size,
  squeeze,
  swapaxes,
  transpose,
} from "./shape.js";
export { argwhere, flatnonzero, nonzero, type SizeOptions } from "./sorting/nonzero.js";
export { type SearchMethod, type SearchSortedOptions, searchsorted } from "./sorting/searchsorted.js";
export {
  type IsinOptions,
  intersect1d,
  isin,
  setdiff1d,
  setxor1d,
  type TwoSetsOptions,
  union1d,
} from "./sorting/sets.js";
export {
  argpartition,
  argsort,
  lexsort,
  type PartitionOptions,
  partition,
  type SortOptions,
  sort,
} from "./sorting/sort.js";
export {
  type SetOptions,
  type UniqueOptions,
  type Uniques,
  unique,
  uniqueAll,
  uniqueCounts,
  uniqueInverse,
  uniqueValues,
} from "./sorting/unique.js";
export {
  type AxisOption,
  arraySplit,
  dsplit,
  hsplit,
  type Sections,
  split,
  unstack,
  vsplit,
} from "./splitting.js";
export { type ConvolveMode, type ConvolveOptions, convolve, correlate } from "./statistics/convolve.js";
export { type BincountOptions, bincount, type DigitizeOptions, digitize } from "./statistics/counting.js";
export { type CorrelationOptions, type CovarianceOptions, corrcoef, cov } from "./statistics/covariance.js";
export {
  type DiffOptions,
  diff,
  type Ediff1dOptions,
  ediff1d,
  type GradientOptions,
  gradient,
  type TrapezoidOptions,
  trapezoid,
} from "./statistics/differences.js";
export {
  type BinOptions,
  type HistogramddOptions,
  type HistogramOptions,
  histogram,
  histogram2d,
  histogramBinEdges,
  histogramdd,
  type Range,
} from "./statistics/histogram.js";
export { type Beyond, type InterpOptions, interp } from "./statistics/interp.js";
export {
  type MedianOptions,
  median,
  nanmedian,
  nanpercentile,
  nanquantile,
  percentile,
  type QuantileMethod,
  type QuantileOptions,
  quantile,
} from "./statistics/quantiles.js";
export { type UnwrapOptions, unwrap } from "./statistics/unwrap.js";
export {
  type RepeatOptions,
  repeat,
  resize,
  tile,
} from "./tiling.js";
export {
  diagIndices,
  diagIndicesFrom,
  maskIndices,
  type TriangleOptions,
  trilIndices,
  trilIndicesFrom,
  triuIndices,
  triuIndicesFrom,
} from "./triangle-indices.js";
export { where } from "./where.js";
export {
  bartlett,
  blackman,
  hamming,
  hanning,
  kaiser,
} from "./windows.js";
