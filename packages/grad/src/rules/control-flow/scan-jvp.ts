import { type ScanParams, scan } from "@hyrax/core";
import { jvpJaxpr } from "../../interpreters/jvp-jaxpr.js";
import { reorder } from "../../interpreters/reorder.js";
import type { JvpRule } from "../../interpreters/rule-kinds.js";
import { instantiate, isNonzero } from "../../interpreters/tangent.js";
import { count, fixpoint, only, range } from "./masks.js";
import { placeTangents } from "./tangents.js";

/** A list of a scan's inputs, divided. */
export function divide<T>(
  list: readonly T[],
  { numConsts, numCarry }: Pick<ScanParams, "numConsts" | "numCarry">,
): readonly [consts: readonly T[], carry: readonly T[], xs: readonly T[]] {
  return [list.slice(0, numConsts), list.slice(numConsts, numConsts + numCarry), list.slice(numConsts + numCarry)];
}

/** A scan of which constants, carry, xs and ys each have their tangents beside them. */
export const scanJvp: JvpRule<typeof scan> = (primals, tangents, params, rules) => {
  const { jaxpr, numCarry, numConsts } = params;
  const [constNonzero, carryStart, xNonzero] = divide(tangents.map(isNonzero), params);
  // A part of the carry that gets a tangent in one step has one from the start.
  const [carryNonzero, body] = fixpoint(carryStart, (mask) => {
    const derived = jvpJaxpr(jaxpr, [...constNonzero, ...mask, ...xNonzero], mask, rules);
    return [derived.outNonzero.slice(0, numCarry), derived];
  });
  const yNonzero = body.outNonzero.slice(numCarry);
  const numClosed = body.consts.length;
  const [tc, tk, tx] = [count(constNonzero), count(carryNonzero), count(xNonzero)];
  const [atPrimals, atTangents] = [numClosed, numClosed + primals.length];
  const step = reorder(
    body.jaxpr,
    [
      ...range(0, numClosed),
      ...range(atPrimals, numConsts),
      ...range(atTangents, tc),
      ...range(atPrimals + numConsts, numCarry),
      ...range(atTangents + tc, tk),
      ...range(atPrimals + numConsts + numCarry, primals.length - numConsts - numCarry),
      ...range(atTangents + tc + tk, tx),
    ],
    [
      ...range(0, numCarry),
      ...range(body.outNonzero.length, tk),
      ...range(numCarry, yNonzero.length),
      ...range(body.outNonzero.length + tk, count(yNonzero)),
    ],
  );
  const [consts, carry, xs] = divide(primals, params);
  const [dConsts, dCarry, dXs] = divide(tangents, params);
  const results = scan(
    [
      ...[...body.consts, ...consts, ...dConsts.filter(isNonzero)],
      ...[...carry, ...only(dCarry, carryNonzero).map(instantiate)],
      ...[...xs, ...dXs.filter(isNonzero)],
    ],
    { ...params, jaxpr: step, numConsts: numClosed + numConsts + tc, numCarry: numCarry + tk },
  );
  const [carryOuts, dCarryOuts, ys] = divide(results, { numConsts: numCarry, numCarry: tk });
  const outs = [...carryOuts, ...ys.slice(0, yNonzero.length)];
  const present = [...dCarryOuts, ...ys.slice(yNonzero.length)];
  return [
    outs,
    placeTangents(
      present,
      [...carryNonzero, ...yNonzero],
      outs.map((out) => out.aval),
    ),
  ];
};
