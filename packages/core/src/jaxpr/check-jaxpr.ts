import { withNamedAxis } from "../interpreters/named-axis.js";
import { type Atom, type Eqn, innerJaxprs, type Jaxpr, Literal, type Var } from "./jaxpr.js";

/** Throws unless every variable is bound once before it is read, and every equation has the types that it declares. */
export function checkJaxpr(jaxpr: Jaxpr): void {
  const bound = new Set<Var>();
  const bind = (v: Var, where: string): void => {
    require(!bound.has(v), `${where} binds a variable ${v.aval} again`);
    bound.add(v);
  };
  const read = (atom: Atom, where: string): void => {
    require(atom instanceof Literal || bound.has(atom), `${where} reads a variable ${atom.aval} that is not bound`);
  };
  for (const v of [...jaxpr.constvars, ...jaxpr.invars]) bind(v, "an input");
  for (const eqn of jaxpr.eqns) {
    for (const atom of eqn.inputs) read(atom, eqn.primitive.name);
    checkEqn(eqn);
    for (const v of eqn.outs) bind(v, eqn.primitive.name);
  }
  for (const atom of jaxpr.outs) read(atom, "the result");
}

function checkEqn({ primitive, inputs, params, outs }: Eqn): void {
  const { name, traits } = primitive;
  const axis = traits.bindsAxis?.(params);
  for (const inner of innerJaxprs(params)) {
    require(inner.constvars.length === 0, `a jaxpr inside ${name} has constvars`);
    if (axis === undefined) checkJaxpr(inner);
    else withNamedAxis(axis.name, axis.size, () => checkJaxpr(inner));
  }
  const avals = (atoms: readonly Atom[]) => atoms.map((atom) => atom.aval);
  const gives = primitive.abstractEval(avals(inputs), params);
  const says = avals(outs);
  const agree = gives.length === says.length && gives.every((aval, i) => aval === says[i]);
  require(agree, `${name} gives [${gives.join(", ")}], but its equation says [${says.join(", ")}]`);
}

function require(condition: boolean, message: string): void {
  if (!condition) throw new TypeError(`checkJaxpr: ${message}`);
}
