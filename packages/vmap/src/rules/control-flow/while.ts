import {
  appliesPrimitive,
  broadcastInDim,
  evalJaxpr,
  type Jaxpr,
  MissingRuleError,
  type Array as NDArray,
  reduceOr,
  selectN,
  stage,
  type WhileParams,
  whileLoop,
} from "@hyrax/core";
import { ioCallback } from "@hyrax/core/library";
import type { BatchedJaxpr, BatchRule } from "../../interpreters/rule.js";
import { axesOf, inFront, inFrontWhere, isMapped, mappedCarry } from "./carry.js";

export const whileBatch: BatchRule<typeof whileLoop> = (inputs, params, map) => {
  const { condNumConsts, bodyNumConsts } = params;
  const condConsts = inFront(inputs.slice(0, condNumConsts));
  const bodyConsts = inFront(inputs.slice(condNumConsts, condNumConsts + bodyNumConsts));
  const carry = inputs.slice(condNumConsts + bodyNumConsts);

  const condition = (mapped: readonly boolean[]) =>
    map.batchJaxpr(params.condJaxpr, [...condConsts.map(({ axis }) => axis), ...axesOf(mapped)], "front");
  const step = (mapped: readonly boolean[]) =>
    map.batchJaxpr(
      params.bodyJaxpr,
      [...bodyConsts.map(({ axis }) => axis), ...axesOf(mapped)],
      mapped.map((is) => (is ? "batched" : "front")),
    );

  const some = mappedCarry(carry.map(isMapped), (before) => step(before).outAxes.map((axis) => axis !== null));
  // Where elements end at different times, each keeps its own carry from then on.
  const perElement = condition(some).outAxes[0] === 0;
  if (
    perElement &&
    (appliesPrimitive(params.condJaxpr, ioCallback) || appliesPrimitive(params.bodyJaxpr, ioCallback))
  ) {
    throw new MissingRuleError(
      "vmap of whileLoop is not possible where the condition is mapped and the loop has an ioCallback: it would be called " +
        "for elements that have ended; loop over the elements with lax.map",
    );
  }
  const mapped = perElement ? carry.map(() => true) : some;
  const [cond, body] = [condition(mapped), step(mapped)];
  const values = inFrontWhere(carry, mapped, map.size).map(({ value }) => value);
  const own = {
    cond: [...cond.consts, ...condConsts.map(({ value }) => value)],
    body: [...body.consts, ...bodyConsts.map(({ value }) => value)],
  };
  const outs = perElement
    ? whileLoop([...own.cond, ...own.cond, ...own.body, ...values], untilAllEnd(cond, body, own.cond.length))
    : whileLoop([...own.cond, ...own.body, ...values], {
        condJaxpr: cond.jaxpr,
        condNumConsts: own.cond.length,
        bodyJaxpr: body.jaxpr,
        bodyNumConsts: own.body.length,
      });
  return outs.map((value, i) => ({ value, axis: mapped[i] ? 0 : null }));
};

const derived = new WeakMap<Jaxpr, WeakMap<Jaxpr, WhileParams>>();

/** A loop that runs as long as the condition holds for any element, and leaves alone those for which it does not. */
function untilAllEnd(cond: BatchedJaxpr, body: BatchedJaxpr, condNumConsts: number): WhileParams {
  let byBody = derived.get(cond.jaxpr);
  if (byBody === undefined) derived.set(cond.jaxpr, (byBody = new WeakMap()));
  let params = byBody.get(body.jaxpr);
  if (params === undefined) byBody.set(body.jaxpr, (params = makeUntilAllEnd(cond.jaxpr, body.jaxpr, condNumConsts)));
  return params;
}

function makeUntilAllEnd(cond: Jaxpr, body: Jaxpr, condNumConsts: number): WhileParams {
  const numCarry = body.outs.length;
  const any = stage((inputs) => [reduceOr(evalJaxpr(cond, [], inputs)[0] as NDArray, { axes: [0] })], cond.inAvals);
  const step = stage(
    (inputs) => {
      const carry = inputs.slice(inputs.length - numCarry);
      const [running] = evalJaxpr(cond, [], [...inputs.slice(0, condNumConsts), ...carry]);
      const next = evalJaxpr(body, [], inputs.slice(condNumConsts));
      return next.map((x, i) => where(running as NDArray, x, carry[i] as NDArray));
    },
    [...cond.inAvals.slice(0, condNumConsts), ...body.inAvals],
  );
  return {
    condJaxpr: any.jaxpr,
    condNumConsts,
    bodyJaxpr: step.jaxpr,
    bodyNumConsts: step.jaxpr.invars.length - numCarry,
  };
}

/** Chooses whole elements of a batch, which lies in front. */
function where(choice: NDArray, yes: NDArray, no: NDArray): NDArray {
  const which = yes.ndim === 1 ? choice : broadcastInDim(choice, { shape: yes.shape, broadcastDimensions: [0] });
  return selectN([which, no, yes]);
}
