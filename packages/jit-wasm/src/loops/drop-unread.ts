import type { Atom, CondParams, Eqn, Jaxpr, ScanParams, WhileParams } from "@hyrax/core";
import { chosen, liveCarry, sources, subprogram } from "./body.js";

/** A scan that carries and stacks only what is read, or what that is computed from. */
export function withoutUnreadOfScan(eqn: Eqn, read: ReadonlySet<Atom>): Eqn {
  const params = eqn.params as ScanParams; // the params of a scan
  const { jaxpr, numConsts, numCarry } = params;
  const start = numConsts + numCarry;
  const [carryOut, stacked] = [jaxpr.outs.slice(0, numCarry), jaxpr.outs.slice(numCarry)];
  const isRead = (i: number) => read.has(eqn.outs[i]!);
  const ys = chosen(stacked, (i) => isRead(numCarry + i));
  const live = liveCarry(
    jaxpr,
    jaxpr.invars.slice(numConsts, start),
    carryOut,
    carryOut.map((_, i) => isRead(i)),
    ys,
  );
  const keepOut = (i: number) => (i < numCarry ? live[i]! : isRead(i));
  const outs = chosen(jaxpr.outs, keepOut);
  const needed = sources(jaxpr.eqns, outs);
  const keepIn = (i: number) => (i >= numConsts && i < start ? live[i - numConsts]! : needed.has(jaxpr.invars[i]!));
  if (jaxpr.outs.every((_, i) => keepOut(i)) && jaxpr.invars.every((_, i) => keepIn(i))) return eqn;
  return {
    ...eqn,
    inputs: chosen(eqn.inputs, keepIn),
    outs: chosen(eqn.outs, keepOut),
    params: {
      ...params,
      jaxpr: subprogram(jaxpr, chosen(jaxpr.invars, keepIn), outs),
      numConsts: chosen(jaxpr.invars, keepIn).filter((v) => jaxpr.invars.indexOf(v) < numConsts).length,
      numCarry: live.filter((isLive) => isLive).length,
    },
  };
}

/** A while loop that carries only what decides, what is read, and what these are computed from. */
export function withoutUnreadOfWhile(eqn: Eqn, read: ReadonlySet<Atom>): Eqn {
  const params = eqn.params as WhileParams; // the params of a while loop
  const { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts } = params;
  const decides = sources(condJaxpr.eqns, condJaxpr.outs);
  const live = liveCarry(
    bodyJaxpr,
    bodyJaxpr.invars.slice(bodyNumConsts),
    bodyJaxpr.outs,
    eqn.outs.map((v, i) => read.has(v) || decides.has(condJaxpr.invars[condNumConsts + i]!)),
    [],
  );
  const keepCarry = (i: number) => live[i]!;
  if (live.every((isLive) => isLive)) return eqn;
  const program = (jaxpr: Jaxpr, consts: number, outs: readonly Atom[]) =>
    subprogram(jaxpr, [...jaxpr.invars.slice(0, consts), ...chosen(jaxpr.invars.slice(consts), keepCarry)], outs);
  const start = condNumConsts + bodyNumConsts;
  return {
    ...eqn,
    inputs: [...eqn.inputs.slice(0, start), ...chosen(eqn.inputs.slice(start), keepCarry)],
    outs: chosen(eqn.outs, keepCarry),
    params: {
      ...params,
      condJaxpr: program(condJaxpr, condNumConsts, condJaxpr.outs),
      bodyJaxpr: program(bodyJaxpr, bodyNumConsts, chosen(bodyJaxpr.outs, keepCarry)),
    },
  };
}

/** A choice of which only the results that are read are computed. */
export function withoutUnreadOfCond(eqn: Eqn, read: ReadonlySet<Atom>): Eqn {
  const params = eqn.params as CondParams; // the params of a choice
  const keep = (i: number) => read.has(eqn.outs[i]!);
  if (eqn.outs.every((_, i) => keep(i))) return eqn;
  const branches = params.branches.map((branch) => subprogram(branch, branch.invars, chosen(branch.outs, keep)));
  return { ...eqn, outs: chosen(eqn.outs, keep), params: { ...params, branches } };
}
