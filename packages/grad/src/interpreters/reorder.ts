import { Jaxpr } from "@hyrax/core";
import { DerivedCache } from "./derived.js";

const cache = new DerivedCache<Jaxpr>(() => []);
const noRules = {};

/** The same program with inputs and outs in another order, made once for each order. */
export function reorder(jaxpr: Jaxpr, ins: readonly number[], outs: readonly number[]): Jaxpr {
  return cache.get(noRules, jaxpr, `${ins.join()}>${outs.join()}`, () => {
    const pick = <T>(list: readonly T[], order: readonly number[]) => order.map((i) => list[i] as T);
    return new Jaxpr([], pick(jaxpr.invars, ins), jaxpr.eqns, pick(jaxpr.outs, outs));
  });
}
