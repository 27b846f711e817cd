export { fromBfloat16Bits, roundToBfloat16, toBfloat16Bits } from "./bfloat16.js";
export { fromFloat16Bits, roundToFloat16, toFloat16Bits } from "./float16.js";
