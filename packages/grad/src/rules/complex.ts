import { complexParts, unsupported } from "@hyrax/core";
import { jvpFamily, transposeFamily } from "./derivatives.js";

const gap = unsupported("its rule is being written");

export const complexPartsJvp = jvpFamily(complexParts, {
  complex: gap,
  real: gap,
  imag: gap,
  conj: gap,
});

export const complexPartsTranspose = transposeFamily(complexParts, {
  complex: gap,
  real: gap,
  imag: gap,
  conj: gap,
});
