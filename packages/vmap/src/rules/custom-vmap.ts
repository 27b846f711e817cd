import type { customVmapCall } from "@hyrax/core";
import { frontIfBatched } from "../interpreters/axes.js";
import type { BatchRule } from "../interpreters/rule.js";

/** The user's rule computes with whole batches; what the function closes over is the same for all elements. */
export const customVmapBatch: BatchRule<typeof customVmapCall> = (inputs, { call, name, numConsts, rule }, map) => {
  if (inputs.slice(0, numConsts).some(({ axis }) => axis !== null)) {
    throw new TypeError(
      `customVmap: ${name} closes over a value that is mapped; its rule does not know of that value: pass it as an argument`,
    );
  }
  const own = inputs.slice(numConsts).map(frontIfBatched);
  if (own.every(({ axis }) => axis === null)) {
    // Only collectives within the function concern the mapped axis.
    return map.batchCall(call, inputs);
  }
  const [outs, batched] = rule(
    map.size,
    own.map(({ axis }) => axis !== null),
    own.map(({ value }) => value),
  );
  return outs.map((value, i) => ({ value, axis: batched[i] ? 0 : null }));
};
