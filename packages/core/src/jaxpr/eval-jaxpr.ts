import type { NDArray } from "../array/array.js";
import { scalarArray } from "../array/concrete.js";
import { bind } from "../interpreters/bind.js";
import { type Atom, type Jaxpr, Literal, type Var } from "./jaxpr.js";

/** A literal as an array. */
export function literalArray(literal: Literal): NDArray {
  return scalarArray(literal.value, literal.aval.dtype, literal.aval.weakType);
}

/** Applies a jaxpr under the current interpreter, equation by equation. */
export function evalJaxpr(jaxpr: Jaxpr, consts: readonly NDArray[], inputs: readonly NDArray[]): readonly NDArray[] {
  if (inputs.length !== jaxpr.invars.length || consts.length !== jaxpr.constvars.length) {
    throw new TypeError(
      `evalJaxpr: takes ${jaxpr.constvars.length} constants and ${jaxpr.invars.length} inputs, ` +
        `found ${consts.length} and ${inputs.length}`,
    );
  }
  const env = new Map<Var, NDArray>();
  const read = (atom: Atom): NDArray => (atom instanceof Literal ? literalArray(atom) : (env.get(atom) as NDArray));
  jaxpr.constvars.forEach((v, i) => env.set(v, consts[i] as NDArray));
  jaxpr.invars.forEach((v, i) => env.set(v, inputs[i] as NDArray));
  for (const eqn of jaxpr.eqns) {
    const results = bind(eqn.primitive, eqn.inputs.map(read), eqn.params);
    eqn.outs.forEach((v, i) => env.set(v, results[i] as NDArray));
  }
  return jaxpr.outs.map(read);
}
