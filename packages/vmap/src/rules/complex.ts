import { complexParts, unsupported } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";

const gap = unsupported("its rule is being written");

export const complexPartsBatch = batchFamily(complexParts, {
  complex: gap,
  real: gap,
  imag: gap,
  conj: gap,
});
