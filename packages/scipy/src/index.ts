export * as linalg from "./linalg/index.js";
export * as signal from "./signal/index.js";
export * as special from "./special/index.js";
export * as stats from "./stats/index.js";
