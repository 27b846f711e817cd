import { unsupported } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import { wgsl } from "../wgsl/code.js";
import { erf, erfc, erfInv } from "../wgsl/library/index.js";
import { elementFamily } from "./element-rule.js";

const gap = unsupported("there is no WGSL for it yet");

export const specialElements = elementFamily(special, {
  erf: ([x]) => wgsl`${erf}(${x})`,
  erfc: ([x]) => wgsl`${erfc}(${x})`,
  erfInv: ([x]) => wgsl`${erfInv}(${x})`,
  lgamma: gap,
  digamma: gap,
  besselI0e: gap,
  besselI1e: gap,
  igamma: gap,
  igammac: gap,
  igammaGradA: gap,
  randomGammaGrad: gap,
  polygamma: gap,
  zeta: gap,
  regularizedIncompleteBeta: gap,
});
