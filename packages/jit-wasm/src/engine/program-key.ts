import {
  type Atom,
  Complex,
  customJvpCall,
  customVjpCall,
  customVmapCall,
  type Eqn,
  innerJaxprs,
  Jaxpr,
  Literal,
  type Params,
  type Primitive,
  paramsKey,
  type Var,
} from "@hyrax/core";

/** Of these, what is evaluated is the jaxpr of `call`: the functions beside it are for transformations. */
const customCalls = new Set<Primitive>([customJvpCall, customVjpCall, customVmapCall]);

/**
 * A text that is equal for jaxprs that differ in nothing but their variables: they have one compiled program. Undefined
 * where an equation calls a function of the host, which would be kept alive.
 */
export function programKey(jaxpr: Jaxpr): string | undefined {
  const parts: string[] = [];
  return describe(jaxpr, parts) ? parts.join("") : undefined;
}

function describe(jaxpr: Jaxpr, parts: string[]): boolean {
  const numbers = new Map<Var, number>();
  const bind = (variables: readonly Var[]) => {
    for (const variable of variables) {
      numbers.set(variable, numbers.size);
      parts.push(`${variable.aval.id},`);
    }
  };
  const read = (atoms: readonly Atom[]) => {
    for (const atom of atoms) parts.push(atom instanceof Literal ? literalKey(atom) : `v${numbers.get(atom)},`);
  };
  bind(jaxpr.constvars);
  parts.push(";");
  bind(jaxpr.invars);
  for (const eqn of jaxpr.eqns) {
    parts.push(`;${paramsKey(eqn.primitive)}(`);
    read(eqn.inputs);
    if (!describeParams(eqn, parts)) return false;
    parts.push(")");
    bind(eqn.outs);
  }
  parts.push(";");
  read(jaxpr.outs);
  return true;
}

function literalKey({ value, aval }: Literal): string {
  const key = value instanceof Complex ? `${paramsKey(value.re)} ${paramsKey(value.im)}` : paramsKey(value);
  return `${key}:${aval.id},`;
}

function describeParams({ primitive, params }: Eqn, parts: string[]): boolean {
  for (const name in params) {
    const value = (params as Params & Readonly<Record<string, unknown>>)[name];
    if (typeof value === "function" && customCalls.has(primitive) && name !== "call") continue;
    // The name of a function that is called says nothing about what it does.
    if (name === "name" && innerJaxprs(params).length > 0) continue;
    parts.push(`;${name}=`);
    if (!describeValue(value, parts)) return false;
  }
  return true;
}

function describeValue(value: unknown, parts: string[]): boolean {
  if (Array.isArray(value)) {
    parts.push("[");
    const all = value.every((item) => describeValue(item, parts) && parts.push(","));
    parts.push("]");
    return all;
  }
  const jaxpr = (value as { readonly jaxpr?: unknown } | null | undefined)?.jaxpr ?? value;
  if (jaxpr instanceof Jaxpr) {
    parts.push("{");
    const all = describe(jaxpr, parts);
    parts.push("}");
    return all;
  }
  if (typeof value === "function") return false;
  parts.push(paramsKey(value));
  return true;
}
