import { jit } from "@hyrax/core";
import type { BatchRule } from "../../interpreters/rule.js";

export const jitBatch: BatchRule<typeof jit> = (inputs, { donated, ...params }, map) => {
  const { jaxpr, consts, outAxes } = map.batchJaxpr(
    params.jaxpr,
    inputs.map(({ axis }) => axis),
    "keep",
  );
  const outs = jit([...consts, ...inputs.map(({ value }) => value)], {
    ...params,
    jaxpr,
    ...(donated && { donated: [...consts.map(() => false), ...donated] }),
  });
  return outs.map((value, i) => ({ value, axis: outAxes[i] ?? null }));
};
