import { unsupported } from "@hyrax/core";
import { callbacks } from "@hyrax/core/library";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported(
  "a shader cannot call a function of the host; call it outside of the jitted function, where its arrays can be awaited",
);

export const callbackKernels = kernelFamily(callbacks, {
  pureCallback: gap,
  ioCallback: gap,
  debugCallback: gap,
});
