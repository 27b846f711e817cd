import "./lowering/register.js";

export { bits } from "./bits.js";
export type { Key } from "./key-argument.js";
export { clone, foldIn, key, keyData, keyDtype, keyImpl, PRNGKey, split, wrapKeyData } from "./keys.js";
export { normal } from "./normal.js";
export type { SamplerOptions } from "./options.js";
export { randint } from "./randint.js";
export type { ShapeLike } from "./shape-argument.js";
export { type UniformOptions, uniform } from "./uniform.js";
