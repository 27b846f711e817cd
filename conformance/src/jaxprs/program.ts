import { innerJaxprs, type Jaxpr } from "@hyrax/core";
import type { TracedJaxpr } from "@hyrax/jit";

/** The program of a case of `jaxprs.json`, staged by Hyrax. */
export type Program = () => TracedJaxpr;

/** The names of the primitives of a jaxpr in order; those with jaxprs inside are lists of their own. */
export type Primitives = readonly (string | readonly [name: string, ...inner: readonly unknown[]])[];

export function primitivesOf(jaxpr: Jaxpr): Primitives {
  return jaxpr.eqns.map(({ primitive, params }) => {
    const inner = innerJaxprs(params);
    return inner.length === 0 ? primitive.name : [primitive.name, ...inner.map(primitivesOf)];
  });
}

/** The text of a jaxpr without its layout, nor the places where JAX 0.10.2 lets NumPy's integers through. */
export function collapsed(text: string): string {
  return text
    .replace(/np\.int64\((-?\d+)\)/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/([[(]) /g, "$1")
    .replace(/ ([\])])/g, "$1");
}
