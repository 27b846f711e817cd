export { relu, relu6 } from "./activations/relu.js";
export * as initializers from "./initializers/index.js";
