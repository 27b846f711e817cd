import { type Atom, type Eqn, type Jaxpr, Literal, type ScanParams, Var, type WhileParams } from "@hyrax/core";
import { classify, costOf, expensiveCost } from "@hyrax/jit";
import { hasEffect, subprogram } from "./body.js";

/** A scan after the equations that each step would compute from its constants alone. */
export function hoistFromScan(eqn: Eqn): readonly Eqn[] {
  const params = eqn.params as ScanParams; // the params of a scan
  const { jaxpr, numConsts, length } = params;
  if (length < 2) return [eqn];
  const hoisted = hoist(jaxpr, numConsts, eqn.inputs);
  if (hoisted === undefined) return [eqn];
  const inputs = [...eqn.inputs.slice(0, numConsts), ...hoisted.values, ...eqn.inputs.slice(numConsts)];
  const consts = numConsts + hoisted.values.length;
  return [...hoisted.before, { ...eqn, inputs, params: { ...params, jaxpr: hoisted.jaxpr, numConsts: consts } }];
}

/** As `hoistFromScan`, for the steps; conditions are short. */
export function hoistFromWhile(eqn: Eqn): readonly Eqn[] {
  const params = eqn.params as WhileParams; // the params of a while loop
  const { bodyJaxpr, bodyNumConsts, condNumConsts } = params;
  const start = condNumConsts + bodyNumConsts;
  const hoisted = hoist(bodyJaxpr, bodyNumConsts, eqn.inputs.slice(condNumConsts));
  if (hoisted === undefined) return [eqn];
  const inputs = [...eqn.inputs.slice(0, start), ...hoisted.values, ...eqn.inputs.slice(start)];
  const consts = bodyNumConsts + hoisted.values.length;
  return [
    ...hoisted.before,
    { ...eqn, inputs, params: { ...params, bodyJaxpr: hoisted.jaxpr, bodyNumConsts: consts } },
  ];
}

interface Hoisted {
  /** The equations that stand before the loop. */
  readonly before: readonly Eqn[];
  /** What of them the loop is given, behind its other constants. */
  readonly values: readonly Var[];
  readonly jaxpr: Jaxpr;
}

function hoist(jaxpr: Jaxpr, numConsts: number, inputs: readonly Atom[]): Hoisted | undefined {
  const same = new Set<Atom>(jaxpr.invars.slice(0, numConsts));
  const isSame = (atom: Atom) => atom instanceof Literal || same.has(atom);
  const candidates = jaxpr.eqns.filter((eqn) => {
    if (hasEffect(eqn) || !eqn.inputs.every(isSame)) return false;
    for (const v of eqn.outs) same.add(v);
    return true;
  });
  const worthwhile = candidates.filter(isWorthwhile);
  if (worthwhile.length === 0) return undefined;
  const moved = new Set<Eqn>();
  const needed = new Set<Atom>();
  for (const eqn of [...candidates].reverse()) {
    if (!isWorthwhile(eqn) && !eqn.outs.some((v) => needed.has(v))) continue;
    moved.add(eqn);
    for (const atom of eqn.inputs) needed.add(atom);
  }
  const names = new Map<Atom, Atom>(jaxpr.invars.slice(0, numConsts).map((v, i) => [v, inputs[i]!]));
  const before = candidates
    .filter((eqn) => moved.has(eqn))
    .map((eqn): Eqn => {
      const given = eqn.inputs.map((atom) => names.get(atom) ?? atom);
      const outs = eqn.outs.map((v) => new Var(v.aval));
      eqn.outs.forEach((v, i) => names.set(v, outs[i]!));
      return { ...eqn, inputs: given, outs };
    });
  // What is cheap is computed again within the loop, where it is fused with what reads it.
  const results = worthwhile.flatMap((eqn) => eqn.outs);
  const rest = jaxpr.eqns.filter((eqn) => !worthwhile.includes(eqn));
  const invars = [...jaxpr.invars.slice(0, numConsts), ...results, ...jaxpr.invars.slice(numConsts)];
  return {
    before,
    values: results.map((v) => names.get(v) as Var), // of the equations before the loop
    jaxpr: subprogram(jaxpr, invars, jaxpr.outs, rest),
  };
}

/** Whether reading a result from memory is cheaper than computing it in each step. */
function isWorthwhile(eqn: Eqn): boolean {
  switch (classify(eqn, () => true)) {
    case "view":
    case "index":
      return false;
    case "elementwise":
      return costOf(eqn.primitive) >= expensiveCost;
    default:
      return true;
  }
}
