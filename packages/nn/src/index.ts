export { celu, type ExponentialLinearOptions, elu, selu } from "./activations/exponential-linear.js";
export { type GeluOptions, gelu } from "./activations/gelu.js";
export { identity, tanh } from "./activations/identity.js";
export {
  hardSigmoid,
  hardSilu,
  hardSilu as hardSwish,
  hardTanh,
  softSign,
  sparsePlus,
  sparseSigmoid,
} from "./activations/piecewise.js";
export { type LeakyReluOptions, leakyRelu, relu, relu6 } from "./activations/relu.js";
export { type GluOptions, glu, sigmoid, silu, silu as swish } from "./activations/sigmoid.js";
export { logSigmoid, mish, type SquareplusOptions, softplus, squareplus } from "./activations/softplus.js";
export { type AttentionOptions, dotProductAttention } from "./attention/dot-product-attention.js";
export * as initializers from "./initializers/index.js";
export { log1mexp } from "./log1mexp.js";
export { type LogMeanExpOptions, type LogSumExpOptions, logmeanexp, logsumexp } from "./logsumexp.js";
export { type OneHotOptions, oneHot } from "./one-hot.js";
export { type ScaledMatmulOptions, scaledMatmul } from "./scaled-matmul.js";
export { logSoftmax, type SoftmaxOptions, softmax } from "./softmax.js";
export { type StandardizeOptions, standardize } from "./standardize.js";
