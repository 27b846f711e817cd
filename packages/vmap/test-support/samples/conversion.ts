import type { conversion } from "@hyrax/core";
import { between, integers, reals, words } from "../draw.js";
import type { Samples } from "../sample.js";

export const conversionSamples: Samples<typeof conversion> = {
  convertElementType: [
    { inputs: [reals(2, 3)], params: { newDtype: "int32", weakType: false } },
    { inputs: [integers(-1, 1)()], params: { newDtype: "bool", weakType: false } },
    { inputs: [reals(3)], params: { newDtype: "float16", weakType: true } },
  ],
  bitcastConvertType: [
    { inputs: [reals(2, 3)], params: { newDtype: "uint32" } },
    { inputs: [words()], params: { newDtype: "float32" } },
    { inputs: [words(2, 3)], params: { newDtype: "uint16" } },
    { inputs: [integers(0, 255, "uint8")(3, 4)], params: { newDtype: "uint32" } },
  ],
  reducePrecision: [{ inputs: [reals(2, 3)], params: { exponentBits: 5, mantissaBits: 4 } }],
  copy: [
    { inputs: [reals(2, 3)], params: {} },
    { inputs: [between(0, 1, "bfloat16")()], params: {} },
  ],
};
