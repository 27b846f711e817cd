import { type Eqn, type Jaxpr, Literal, Var } from "@hyrax/core";
import { costOf, type EqnClass, expensiveCost } from "./classify.js";

/** An expression of more than this many instructions is cut, so that kernels stay of a size that compilers like. */
const largestCost = 256;

/**
 * Decides which fusible values are stored. A value is stored if it is a result, if kernels that stay apart would each
 * compute something expensive anew, if it would be computed again for every element of a broadcast, or if its
 * expression grows too large. All others are computed where they are used. With `storesOperands` others, too, load what
 * contractions and opaque equations need a buffer of anyway.
 */
export function valuesToStore(
  jaxpr: Jaxpr,
  classes: ReadonlyMap<Eqn, EqnClass>,
  storesOperands = false,
): ReadonlySet<Var> {
  const stored = new Set<Var>();
  const costs = expressionCosts(jaxpr, classes, stored);
  const users = usersOf(jaxpr);
  const results = new Set(jaxpr.outs);
  // For each value, the stored values and kernels into which its computation would be copied.
  const destinations = new Map<Var, ReadonlySet<object>>();
  for (const eqn of [...jaxpr.eqns].reverse()) {
    if (!isFusible(classes.get(eqn))) continue;
    const v = eqn.outs[0] as Var;
    const cost = costs.get(v) ?? 0;
    const reached = new Set<object>();
    let repeated = false;
    let isOperand = false;
    for (const user of users.get(v) ?? []) {
      const out = user.outs[0] as Var;
      const carried = isFusible(classes.get(user)) && !stored.has(out) ? destinations.get(out) : [user];
      for (const destination of carried ?? []) reached.add(destination);
      isOperand ||= classes.get(user) === "contraction" || classes.get(user) === "equation";
      // A broadcast would compute its input once for each element of its result.
      repeated ||= isFusible(classes.get(user)) && out.aval.size > v.aval.size;
    }
    destinations.set(v, reached);
    const hasBuffer = storesOperands && isOperand && classes.get(eqn) === "elementwise";
    if (results.has(v) || hasBuffer || (cost >= expensiveCost && (reached.size > 1 || repeated))) stored.add(v);
  }
  return stored;
}

/** Whether a value of this class can be computed where it is used. */
function isFusible(kind: EqnClass | undefined): boolean {
  return kind === "elementwise" || kind === "view" || kind === "index";
}

/** Instructions for one element of each fusible value; where they become too many, the value is stored. */
function expressionCosts(
  jaxpr: Jaxpr,
  classes: ReadonlyMap<Eqn, EqnClass>,
  stored: Set<Var>,
): ReadonlyMap<Var, number> {
  const costs = new Map<Var, number>();
  for (const eqn of jaxpr.eqns) {
    const kind = classes.get(eqn);
    if (!isFusible(kind)) continue;
    const v = eqn.outs[0] as Var;
    let cost = kind === "elementwise" ? costOf(eqn.primitive) : 0;
    for (const input of eqn.inputs)
      if (!(input instanceof Literal) && !stored.has(input)) cost += costs.get(input) ?? 0;
    if (cost > largestCost) stored.add(v);
    costs.set(v, cost);
  }
  return costs;
}

function usersOf(jaxpr: Jaxpr): ReadonlyMap<Var, readonly Eqn[]> {
  const users = new Map<Var, Eqn[]>();
  for (const eqn of jaxpr.eqns) {
    for (const atom of new Set(eqn.inputs)) {
      if (!(atom instanceof Var)) continue;
      const list = users.get(atom);
      if (list === undefined) users.set(atom, [eqn]);
      else list.push(eqn);
    }
  }
  return users;
}
