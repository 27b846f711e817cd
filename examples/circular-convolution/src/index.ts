import { defineRules } from "./rules.js";

defineRules();

export { circularConvolution } from "./circular-convolve.js";
