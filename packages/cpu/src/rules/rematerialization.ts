import { rematerialization } from "@hyrax/core";
import { cpuFamily } from "../kernel.js";

// What is kept or computed again has been decided by the time that a program is compiled.
export const rematerializationCpu = cpuFamily(rematerialization, {
  checkpoint: (_, { jaxpr }, __, compile) => compile(jaxpr),
  checkpointName:
    () =>
    ([x]) => [x],
});
