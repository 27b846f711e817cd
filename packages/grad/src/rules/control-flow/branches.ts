import { Jaxpr, type Array as NDArray, type ShapedArray, Var } from "@hyrax/core";
import { DerivedCache, type DerivedJaxpr } from "../../interpreters/derived.js";

const cache = new DerivedCache<readonly Jaxpr[]>(() => []);
const noRules = {};

/** Makes branches from branches once; `key` says how. */
export function derivedBranches(from: readonly Jaxpr[], key: string, make: () => readonly Jaxpr[]): readonly Jaxpr[] {
  const ids = from.map(({ id }) => id).join();
  return cache.get(noRules, from[0] as Jaxpr, `${key}:${ids}`, make);
}

/**
 * The program with the inputs that all branches share. For each of them, `reads` has the program's own input that it
 * is, or -1 if the program does not read it.
 */
export function withSharedInputs(jaxpr: Jaxpr, avals: readonly ShapedArray[], reads: readonly number[]): Jaxpr {
  const invars = avals.map((aval, i) => jaxpr.invars[reads[i] ?? -1] ?? new Var(aval));
  return new Jaxpr([], invars, jaxpr.eqns, jaxpr.outs);
}

/** Branches that were derived one by one, with the constants of all of them as first inputs of each. */
export function joined(derived: readonly DerivedJaxpr[]): {
  readonly branches: readonly Jaxpr[];
  readonly consts: readonly NDArray[];
} {
  const consts = derived.flatMap((branch) => branch.consts);
  const jaxprs = derived.map(({ jaxpr }) => jaxpr);
  if (consts.length === 0) return { branches: jaxprs, consts };
  const branches = derivedBranches(jaxprs, "joined", () => {
    let start = 0;
    return derived.map(({ jaxpr, consts: own }) => {
      const first = start;
      start += own.length;
      const rest = jaxpr.inAvals.slice(own.length);
      const ofConsts = consts.map((_, i) => (i >= first && i < first + own.length ? i - first : -1));
      const avals = [...consts.map((x) => x.aval), ...rest];
      return withSharedInputs(jaxpr, avals, [...ofConsts, ...rest.map((_, i) => own.length + i)]);
    });
  });
  return { branches, consts };
}
