import { withNamedAxis } from "../interpreters/named-axis.js";
import { type Atom, type Eqn, Jaxpr, Literal, type Var } from "./jaxpr.js";

/** Throws unless every variable is bound once before it is read, and every equation has the types that it declares. */
export function checkJaxpr(jaxpr: Jaxpr): void {
  const bound = new Set<Var>();
  const define = (v: Var, where: string): void => {
    if (bound.has(v)) throw new TypeError(`checkJaxpr: ${where} binds a variable ${v.aval} that was bound before`);
    bound.add(v);
  };
  const read = (atom: Atom, where: string): void => {
    if (atom instanceof Literal || bound.has(atom)) return;
    throw new TypeError(`checkJaxpr: ${where} reads a variable ${atom.aval} that is not bound`);
  };
  for (const v of [...jaxpr.constvars, ...jaxpr.invars]) define(v, "an input");
  for (const eqn of jaxpr.eqns) {
    for (const atom of eqn.inputs) read(atom, eqn.primitive.name);
    checkEqn(eqn);
    for (const v of eqn.outs) define(v, eqn.primitive.name);
  }
  for (const atom of jaxpr.outs) read(atom, "the result");
}

function checkEqn({ primitive, inputs, params, outs }: Eqn): void {
  const axis = primitive.traits.bindsAxis?.(params);
  for (const inner of innerJaxprs(params)) {
    if (inner.constvars.length > 0) throw new TypeError(`checkJaxpr: a jaxpr inside ${primitive.name} has constvars`);
    if (axis === undefined) checkJaxpr(inner);
    else withNamedAxis(axis.name, axis.size, () => checkJaxpr(inner));
  }
  const avals = primitive.abstractEval(
    inputs.map((atom) => atom.aval),
    params,
  );
  if (avals.length !== outs.length || avals.some((aval, i) => aval !== outs[i]?.aval)) {
    throw new TypeError(
      `checkJaxpr: ${primitive.name} gives [${avals.join(", ")}], but its equation says [${outs.map((v) => v.aval).join(", ")}]`,
    );
  }
}

/** The jaxprs among the params of an equation, in lists too. */
export function innerJaxprs(params: object): readonly Jaxpr[] {
  return Object.values(params)
    .flat()
    .flatMap((value) =>
      value instanceof Jaxpr ? [value] : value?.jaxpr instanceof Jaxpr ? [value.jaxpr as Jaxpr] : [],
    );
}
