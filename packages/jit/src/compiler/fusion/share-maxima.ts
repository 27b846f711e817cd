import { type Atom, type Eqn, gt, Jaxpr, Literal, max, Var } from "@hyrax/core";

/**
 * Asks `max(x, c) > c` in place of `x > c` where the maximum is there: it holds for the same numbers, NaN included. The
 * derivative of a rectifier then reads what the rectifier gave, and nobody needs what it was given.
 */
export function shareMaxima(jaxpr: Jaxpr): Jaxpr {
  const maxima = new Map<Var, Eqn>();
  for (const eqn of jaxpr.eqns) {
    if (eqn.primitive === max && eqn.inputs[0] instanceof Var && eqn.inputs[1] instanceof Literal) {
      maxima.set(eqn.inputs[0], eqn);
    }
  }
  if (maxima.size === 0) return jaxpr;
  const done = new Set<Eqn>();
  const eqns: Eqn[] = [];
  const add = (eqn: Eqn): void => {
    if (done.has(eqn)) return;
    done.add(eqn);
    eqns.push(eqn);
  };
  for (const eqn of jaxpr.eqns) {
    const [x, bound] = eqn.inputs;
    const maximum = eqn.primitive === gt && x instanceof Var ? maxima.get(x) : undefined;
    if (maximum === undefined || !isSameLiteral(bound, maximum.inputs[1])) {
      add(eqn);
      continue;
    }
    // It needs what the comparison needs, and nothing else.
    add(maximum);
    add({ ...eqn, inputs: [maximum.outs[0] as Var, bound as Atom] });
  }
  return new Jaxpr(jaxpr.constvars, jaxpr.invars, eqns, jaxpr.outs);
}

function isSameLiteral(first: Atom | undefined, second: Atom | undefined): boolean {
  return first instanceof Literal && second instanceof Literal && Object.is(first.value, second.value);
}
