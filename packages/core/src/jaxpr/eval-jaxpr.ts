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
  const env = new Map<Var, NDArray>();
  const read = (atom: Atom): NDArray => (atom instanceof Literal ? literalArray(atom) : (env.get(atom) as NDArray));
  const write = (variables: readonly Var[], values: readonly NDArray[]) => {
    if (variables.length !== values.length) {
      throw new TypeError(`evalJaxpr: takes ${variables.length} constants or inputs, found ${values.length}`);
    }
    variables.forEach((v, i) => env.set(v, values[i] as NDArray));
  };
  write(jaxpr.constvars, consts);
  write(jaxpr.invars, inputs);
  for (const { primitive, inputs, params, outs } of jaxpr.eqns) write(outs, bind(primitive, inputs.map(read), params));
  return jaxpr.outs.map(read);
}
