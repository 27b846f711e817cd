import { scan } from "@hyrax/core";
import { atAxis } from "../../interpreters/axes.js";
import type { BatchRule, ResultAxis } from "../../interpreters/rule.js";
import { axesOf, inFront, inFrontWhere, isMapped, mappedCarry } from "./carry.js";

export const scanBatch: BatchRule<typeof scan> = (inputs, params, map) => {
  const { length, numConsts, numCarry } = params;
  const consts = inFront(inputs.slice(0, numConsts));
  const carry = inputs.slice(numConsts, numConsts + numCarry);
  const xs = inputs.slice(numConsts + numCarry);
  const numYs = params.jaxpr.outs.length - numCarry;

  const step = (mapped: readonly boolean[]) =>
    map.batchJaxpr(
      params.jaxpr,
      [...consts.map(({ axis }) => axis), ...axesOf(mapped), ...axesOf(xs.map(isMapped))],
      [
        ...mapped.map((is): ResultAxis => (is ? "batched" : "front")),
        ...Array.from({ length: numYs }, (): ResultAxis => "front"),
      ],
    );
  const mapped = mappedCarry(carry.map(isMapped), (before) =>
    step(before)
      .outAxes.slice(0, numCarry)
      .map((axis) => axis !== null),
  );
  const batched = step(mapped);

  const outs = scan(
    [
      ...batched.consts,
      ...consts.map(({ value }) => value),
      ...inFrontWhere(carry, mapped, map.size).map(({ value }) => value),
      // Rows are taken along axis 0, so that the mapped axis is in front in each row.
      ...xs.map((x) => (x.axis === null ? x.value : atAxis(x, 1, map.size))),
    ],
    { ...params, length, jaxpr: batched.jaxpr, numConsts: batched.consts.length + numConsts },
  );
  return outs.map((value, i) => {
    if (batched.outAxes[i] !== 0) return { value, axis: null };
    return { value, axis: i < numCarry ? 0 : 1 };
  });
};
