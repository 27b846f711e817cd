export { type CheckpointOptions, checkpoint, remat } from "./api/checkpoint.js";
export { checkpointName } from "./api/checkpoint-name.js";
export { checkpointPolicies } from "./api/checkpoint-policies.js";
export { closureConvert } from "./api/closure-convert.js";
export { customGradient } from "./api/custom-gradient.js";
export { type CustomJvp, customJvp } from "./api/custom-jvp.js";
export { CustomVJPPrimal, type CustomVjp, customVjp } from "./api/custom-vjp.js";
export { type GradOptions, grad, valueAndGrad } from "./api/grad.js";
export type { ArgNumbers, Arrays, Gradients, JacobianOf } from "./api/gradient-types.js";
export { hessian, jacfwd, jacobian, jacrev } from "./api/jacobian.js";
export { jvp } from "./api/jvp.js";
export { linearTranspose } from "./api/linear-transpose.js";
export { linearize } from "./api/linearize.js";
export { printSavedResiduals } from "./api/saved-residuals.js";
export { stopGradient } from "./api/stop-gradient.js";
export { vjp } from "./api/vjp.js";
export { type JvpJaxpr, jvpJaxpr } from "./interpreters/jvp-jaxpr.js";
export { partialEvalJaxpr, type SplitJaxpr } from "./interpreters/partial-eval-jaxpr.js";
export {
  type Cotangent,
  type DerivativeRules,
  type JvpKind,
  type JvpResult,
  type JvpRule,
  LinearInput,
  type PartialEvalKind,
  type PartialEvalRule,
  type PartialEvaluation,
  type TransposeInput,
  type TransposeKind,
  type TransposeRule,
} from "./interpreters/rule-kinds.js";
export { addTangents, instantiate, tangentAval, zeros, zeroTangent } from "./interpreters/tangent.js";
export { type TransposedJaxpr, transposeJaxpr } from "./interpreters/transpose-jaxpr.js";
export {
  bilinear,
  jvpFamily,
  linear,
  notLinear,
  type PartialDerivative,
  partialEvalFamily,
  perOperand,
  scalar,
  type TransposePart,
  transposeEach,
  transposeFamily,
  zeroDerivative,
} from "./rules/derivatives.js";
export { jvpRules, partialEvalRules, transposeRules } from "./rules/index.js";
