import { callbacks, unsupported } from "@hyrax/core";
import { jvpFamily, transposeFamily } from "./derivatives.js";

const gap = unsupported("its rule is being written");

export const callbacksJvp = jvpFamily(callbacks, {
  pureCallback: gap,
  ioCallback: gap,
  debugCallback: gap,
});

export const callbacksTranspose = transposeFamily(callbacks, {
  pureCallback: gap,
  ioCallback: gap,
  debugCallback: gap,
});
