import { collective, unsupported } from "@hyrax/core";
import { cpuFamily } from "../kernel.js";

const gap = unsupported(
  "collectives run under vmap or pmap; bind the axis by vmap(f, { axisName }) or pmap(f, { axisName })",
);

export const collectiveCpu = cpuFamily(collective, {
  psum: gap,
  pmax: gap,
  pmin: gap,
  allGather: gap,
  reduceScatter: gap,
  ppermute: gap,
  allToAll: gap,
  axisIndex: gap,
});
