import { checkpoint, checkpointName, rematerialization } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";
import { pointwise } from "./pointwise.js";

export const rematerializationBatch = batchFamily(rematerialization, {
  checkpointName: pointwise(checkpointName),

  checkpoint: (inputs, params, map) => {
    const { jaxpr, consts, outAxes } = map.batchJaxpr(
      params.jaxpr,
      inputs.map(({ axis }) => axis),
      "keep",
    );
    const outs = checkpoint([...consts, ...inputs.map(({ value }) => value)], { ...params, jaxpr });
    return outs.map((value, i) => ({ value, axis: outAxes[i] ?? null }));
  },
});
