export { type FlattenOptions, type Key, type KeyPath, PyTreeDef, registerPytreeNode as register } from "@hyrax/core";
export { flatten, flattenWithPath, leaves, leavesWithPath, structure, unflatten } from "./flatten.js";
export { all, broadcast, keystr, type Mapped, map, mapWithPath, reduce, transpose } from "./map.js";
export { Partial } from "./partial.js";
export { ravelPytree } from "./ravel.js";
