import { callbacks, unsupported } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";

const gap = unsupported("its rule is being written");

export const callbacksBatch = batchFamily(callbacks, {
  pureCallback: gap,
  ioCallback: gap,
  debugCallback: gap,
});
