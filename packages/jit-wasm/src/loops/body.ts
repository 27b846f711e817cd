import { type Atom, type Eqn, Jaxpr, type Var } from "@hyrax/core";

/** The items at the places where `keep` is true. */
export function chosen<T>(list: readonly T[], keep: (i: number) => boolean): readonly T[] {
  return list.filter((_, i) => keep(i));
}

/** A program on some of its inputs, with some of its results. */
export function subprogram(
  jaxpr: Jaxpr,
  invars: readonly Var[],
  outs: readonly Atom[],
  eqns: readonly Eqn[] = jaxpr.eqns,
): Jaxpr {
  const needed = sources(eqns, outs);
  const kept = eqns.filter((eqn) => hasEffect(eqn) || eqn.outs.some((v) => needed.has(v)));
  return new Jaxpr(jaxpr.constvars, invars, kept, outs);
}

/** The variables that some results of equations are computed from. */
export function sources(eqns: readonly Eqn[], outs: readonly Atom[]): ReadonlySet<Atom> {
  const needed = new Set<Atom>(outs);
  for (const eqn of [...eqns].reverse()) {
    if (!eqn.outs.some((v) => needed.has(v)) && !hasEffect(eqn)) continue;
    for (const atom of eqn.inputs) needed.add(atom);
  }
  return needed;
}

export function hasEffect({ primitive, params }: Eqn): boolean {
  return primitive.traits.effect?.(params) ?? false;
}

/**
 * Which values go on from step to step for the sake of others: those that `start` needs, those that these are computed
 * from, and so on.
 */
export function liveCarry(
  jaxpr: Jaxpr,
  carryIn: readonly Var[],
  carryOut: readonly Atom[],
  start: readonly boolean[],
  always: readonly Atom[],
): readonly boolean[] {
  let live = start;
  for (;;) {
    const needed = sources(jaxpr.eqns, [...always, ...chosen(carryOut, (i) => live[i]!)]);
    const next = live.map((isLive, i) => isLive || needed.has(carryIn[i]!));
    if (next.every((isLive, i) => isLive === live[i])) return live;
    live = next;
  }
}
