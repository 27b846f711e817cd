import { type Atom, cond, type Eqn, Jaxpr, scan, Var, whileLoop } from "@hyrax/core";
import { batchProducts } from "./batch-products.js";
import { withoutUnreadOfCond, withoutUnreadOfScan, withoutUnreadOfWhile } from "./drop-unread.js";
import { fixedCarryOfScan, fixedCarryOfWhile } from "./fixed-carry.js";
import { hoistFromScan, hoistFromWhile } from "./hoist.js";
import { sumProducts } from "./sum-products.js";

/**
 * A simplified program with less to do in its loops: what stays the same from step to step is handed over once and
 * computed once, before the loop; what nobody reads is not carried, stacked or returned.
 */
export function simplifyLoops(jaxpr: Jaxpr): Jaxpr {
  const names = new Map<Var, Atom>();
  const resolve = (atom: Atom): Atom => (atom instanceof Var ? (names.get(atom) ?? atom) : atom);
  const eqns = jaxpr.eqns.flatMap((eqn) => {
    const given = { ...eqn, inputs: eqn.inputs.map(resolve) };
    if (eqn.primitive === scan) {
      // Of what stands before the loop, the loop is the last.
      const [own, ...before] = [...hoistFromScan(fixedCarryOfScan(given, names))].reverse();
      const [rows, ...products] = [...batchProducts(own!)].reverse();
      return [...before.reverse(), ...products.reverse(), ...sumProducts(rows!)];
    }
    return eqn.primitive === whileLoop ? hoistFromWhile(fixedCarryOfWhile(given, names)) : [given];
  });
  const outs = jaxpr.outs.map(resolve);
  return new Jaxpr(jaxpr.constvars, jaxpr.invars, withoutUnread(eqns, outs), outs);
}

function withoutUnread(eqns: readonly Eqn[], outs: readonly Atom[]): readonly Eqn[] {
  const read = new Set<Atom>(outs);
  const kept: Eqn[] = [];
  for (const eqn of [...eqns].reverse()) {
    if (!eqn.outs.some((v) => read.has(v)) && !eqn.primitive.traits.effect?.(eqn.params)) continue;
    const needed = neededOf(eqn, read);
    for (const atom of needed.inputs) read.add(atom);
    kept.push(needed);
  }
  return kept.reverse();
}

function neededOf(eqn: Eqn, read: ReadonlySet<Atom>): Eqn {
  if (eqn.primitive === scan) return withoutUnreadOfScan(eqn, read);
  if (eqn.primitive === whileLoop) return withoutUnreadOfWhile(eqn, read);
  return eqn.primitive === cond ? withoutUnreadOfCond(eqn, read) : eqn;
}
