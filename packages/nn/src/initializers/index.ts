export { constant, ones, zeros } from "./constant.js";
export type { AxesOptions } from "./fans.js";
export type { DtypeOption, Initializer } from "./initializer.js";
export {
  glorotNormal,
  glorotNormal as xavierNormal,
  glorotUniform,
  glorotUniform as xavierUniform,
  heNormal,
  heNormal as kaimingNormal,
  heUniform,
  heUniform as kaimingUniform,
  lecunNormal,
  lecunUniform,
} from "./named.js";
export { deltaOrthogonal, type OrthogonalOptions, orthogonal } from "./orthogonal.js";
export {
  type NormalOptions,
  normal,
  type TruncatedNormalOptions,
  truncatedNormal,
  type UniformOptions,
  uniform,
} from "./samples.js";
export { type FanMode, type ScalingOptions, varianceScaling, type WeightDistribution } from "./variance-scaling.js";
