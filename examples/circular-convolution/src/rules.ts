import { cpuRules } from "@hyrax/cpu";
import { bilinear, jvpRules, perOperand, transposeRules } from "@hyrax/grad";
import { wasmRules } from "@hyrax/jit-wasm";
import { atFront, batchRules } from "@hyrax/vmap";
import { circularConvolve } from "./circular-convolve.js";
import { cyclicReverse } from "./cyclic-reverse.js";
import { convolutionKernel } from "./kernel.js";
import { convolutionCode } from "./wasm.js";

/** Tells every interpreter what the primitive means to it. Rules are added once, when the library is imported. */
export function defineRules(): void {
  // The operation is a product: linear in the kernel, and linear in x.
  jvpRules.define(
    circularConvolve,
    perOperand<typeof circularConvolve>(circularConvolve, [
      (dKernel, [, x]) => circularConvolve(dKernel, x),
      (dx, [kernel]) => circularConvolve(kernel, dx),
    ]),
  );

  // Σᵢ ctᵢ Σⱼ k[i − j] xⱼ: what belongs to xⱼ is Σᵢ k[i − j] ctᵢ, a convolution with the reversed kernel; and likewise.
  transposeRules.define(
    circularConvolve,
    bilinear<typeof circularConvolve>(
      circularConvolve,
      (ct, _, [, x]) => circularConvolve(cyclicReverse(x), ct),
      (ct, _, [kernel]) => circularConvolve(cyclicReverse(kernel), ct),
    ),
  );

  // It works along the last axis: mapped axes go to the front, where they are batches.
  batchRules.define(circularConvolve, ([kernel, x], _, { size }) => ({
    value: circularConvolve(atFront(kernel, size), atFront(x, size)),
    axis: 0,
  }));

  cpuRules.define(circularConvolve, (_, __, [out]) => convolutionKernel(out));
  wasmRules.define(circularConvolve, convolutionCode);
}
