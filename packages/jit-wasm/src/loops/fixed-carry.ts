import type { Atom, Eqn, ScanParams, Var, WhileParams } from "@hyrax/core";
import { simplify } from "@hyrax/jit";
import { chosen, subprogram } from "./body.js";

/** A scan in which what each step hands on as it is is a constant; `names` gets what stands for such a result. */
export function fixedCarryOfScan(eqn: Eqn, names: Map<Var, Atom>): Eqn {
  const params = eqn.params as ScanParams; // the params of a scan
  const { numConsts, numCarry } = params;
  const jaxpr = simplify(params.jaxpr);
  const isFixed = (i: number) => i < numCarry && jaxpr.outs[i] === jaxpr.invars[numConsts + i];
  const fixed = chosen(eqn.outs, isFixed).length;
  if (fixed === 0) return { ...eqn, params: { ...params, jaxpr } };
  eqn.outs.forEach((v, i) => isFixed(i) && names.set(v, eqn.inputs[numConsts + i]!));
  const reordered = <T>(list: readonly T[]): readonly T[] => {
    const rest = list.slice(numConsts);
    return [...list.slice(0, numConsts), ...chosen(rest, isFixed), ...chosen(rest, (i) => !isFixed(i))];
  };
  const isOut = (i: number) => !isFixed(i);
  return {
    ...eqn,
    inputs: reordered(eqn.inputs),
    outs: chosen(eqn.outs, isOut),
    params: {
      ...params,
      jaxpr: subprogram(jaxpr, reordered(jaxpr.invars), chosen(jaxpr.outs, isOut)),
      numConsts: numConsts + fixed,
      numCarry: numCarry - fixed,
    },
  };
}

/** As `fixedCarryOfScan`; what is fixed is a constant of both programs. */
export function fixedCarryOfWhile(eqn: Eqn, names: Map<Var, Atom>): Eqn {
  const params = eqn.params as WhileParams; // the params of a while loop
  const { condNumConsts, bodyNumConsts } = params;
  const condJaxpr = simplify(params.condJaxpr);
  const bodyJaxpr = simplify(params.bodyJaxpr);
  const isFixed = (i: number) => bodyJaxpr.outs[i] === bodyJaxpr.invars[bodyNumConsts + i];
  const isOut = (i: number) => !isFixed(i);
  const fixed = chosen(eqn.outs, isFixed).length;
  // Of nothing but constants, a loop runs for ever or not at all: it stays what it is.
  if (fixed === 0 || fixed === eqn.outs.length) return { ...eqn, params: { ...params, condJaxpr, bodyJaxpr } };
  const start = condNumConsts + bodyNumConsts;
  const carry = eqn.inputs.slice(start);
  eqn.outs.forEach((v, i) => isFixed(i) && names.set(v, carry[i]!));
  const reordered = <T>(list: readonly T[], consts: number): readonly T[] => [
    ...list.slice(0, consts),
    ...chosen(list.slice(consts), isFixed),
    ...chosen(list.slice(consts), isOut),
  ];
  const constants = chosen(carry, isFixed);
  return {
    ...eqn,
    inputs: [
      ...eqn.inputs.slice(0, condNumConsts),
      ...constants,
      ...eqn.inputs.slice(condNumConsts, start),
      ...constants,
      ...chosen(carry, isOut),
    ],
    outs: chosen(eqn.outs, isOut),
    params: {
      condJaxpr: subprogram(condJaxpr, reordered(condJaxpr.invars, condNumConsts), condJaxpr.outs),
      condNumConsts: condNumConsts + fixed,
      bodyJaxpr: subprogram(bodyJaxpr, reordered(bodyJaxpr.invars, bodyNumConsts), chosen(bodyJaxpr.outs, isOut)),
      bodyNumConsts: bodyNumConsts + fixed,
    },
  };
}
