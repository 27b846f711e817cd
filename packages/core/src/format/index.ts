export type { Element, ElementReader } from "./element-text.js";
export { formatArray, type HostData, type ReprOptions, reprArray, reprKeys } from "./format-array.js";
