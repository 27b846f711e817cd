import { mapping, unsupported } from "@hyrax/core";
import { cpuFamily } from "../kernel.js";

export const mappingCpu = cpuFamily(mapping, {
  pmap: unsupported("programs run on many devices by @hyrax/pmap; import it"),
});
