import { collective, unsupported } from "@hyrax/core";
import { kernelFamily } from "./kernel-rule.js";

const exchange = unsupported("members of an axis exchange arrays through the host, between the programs around");

export const collectiveKernels = kernelFamily(collective, {
  psum: exchange,
  pmax: exchange,
  pmin: exchange,
  allGather: exchange,
  reduceScatter: exchange,
  ppermute: exchange,
  allToAll: exchange,
  axisIndex: exchange,
});
