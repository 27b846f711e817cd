import "@hyrax/cpu";
import "./array-methods.js";

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
export type { ProductOptions } from "./products/contract.js";
export { dot, inner, vdot } from "./products/dot.js";
export { matmul } from "./products/matmul.js";
export { type ArgOptions, argmax, argmin } from "./reductions/arg-extremes.js";
export { type CumulativeOptions, cumprod, cumsum } from "./reductions/cumulative.js";
export { amax, amin, type ExtremeOptions, max, min, ptp } from "./reductions/extremes.js";
export { all, any, countNonzero, type LogicalOptions } from "./reductions/logical.js";
export { type AverageOptions, average, type MeanOptions, mean, std, variance as var } from "./reductions/moments.js";
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
