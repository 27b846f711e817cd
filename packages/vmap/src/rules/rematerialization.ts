import { checkpoint, rematerialization } from "@hyrax/core";
import { batchFamily } from "../interpreters/rule.js";

export const rematerializationBatch = batchFamily(rematerialization, {
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
