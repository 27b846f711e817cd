import { collective, unsupported } from "@hyrax/core";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported(
  "collectives run under vmap or pmap; bind the axis by vmap(f, { axisName }) or pmap(f, { axisName })",
);

export const collectiveKernels = kernelFamily(collective, {
  psum: gap,
  pmax: gap,
  pmin: gap,
  allGather: gap,
  reduceScatter: gap,
  ppermute: gap,
  allToAll: gap,
  axisIndex: gap,
});
