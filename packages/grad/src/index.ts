export { type GradOptions, grad, valueAndGrad } from "./api/grad.js";
export type { ArgNumbers, Arrays, Gradients, JacobianOf } from "./api/gradient-types.js";
export { jvp } from "./api/jvp.js";
export { linearize } from "./api/linearize.js";
export { vjp } from "./api/vjp.js";
