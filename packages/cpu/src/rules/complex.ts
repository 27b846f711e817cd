import { complexParts, unsupported } from "@hyrax/core";
import { cpuFamily } from "../kernel.js";

const gap = unsupported("its rule is being written");

export const complexPartsCpu = cpuFamily(complexParts, {
  complex: gap,
  real: gap,
  imag: gap,
  conj: gap,
});
