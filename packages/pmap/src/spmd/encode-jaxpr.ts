import {
  type Atom,
  Complex,
  checkpoint,
  customJvpCall,
  customVjpCall,
  customVmapCall,
  type DType,
  type Eqn,
  type FlatFunction,
  functionJaxpr,
  Jaxpr,
  jit,
  Literal,
  primitiveNamed,
  type Scalar,
  type Shape,
  type ShapedArray,
  shapedArray,
  Var,
} from "@hyrax/core";

/** A jaxpr as plain data that another thread can receive. */
export interface EncodedJaxpr {
  readonly invars: readonly EncodedAval[];
  readonly eqns: readonly EncodedEqn[];
  readonly outs: readonly EncodedAtom[];
}

type EncodedAval = readonly [shape: Shape, dtype: DType, weakType: boolean];
/** The number of a variable, in the order in which they are bound; or a literal, the parts of a complex one. */
type EncodedAtom = number | { readonly value: EncodedScalar; readonly aval: EncodedAval };
type EncodedScalar = Exclude<Scalar, Complex> | readonly [re: number, im: number];

interface EncodedEqn {
  readonly primitive: string;
  readonly inputs: readonly EncodedAtom[];
  readonly params: unknown;
  readonly outs: readonly EncodedAval[];
}

const encodeAval = ({ shape, dtype, weakType }: ShapedArray): EncodedAval => [[...shape], dtype, weakType];

const decodeAval = ([shape, dtype, weakType]: EncodedAval): ShapedArray => shapedArray(shape, dtype, weakType);

// A class does not survive the way to another thread.
const encodeScalar = (x: Scalar): EncodedScalar => (x instanceof Complex ? [x.re, x.im] : x);

const decodeScalar = (x: EncodedScalar): Scalar => (typeof x === "object" ? new Complex(...x) : x);

/** Writes a jaxpr without constvars as plain data. Custom rules and policies stay behind: a program that runs needs none. */
export function encodeJaxpr(jaxpr: Jaxpr): EncodedJaxpr {
  const numbers = new Map<Var, number>();
  const number = (v: Var) => numbers.set(v, numbers.size);
  const encodeAtom = (atom: Atom): EncodedAtom =>
    atom instanceof Literal
      ? { value: encodeScalar(atom.value), aval: encodeAval(atom.aval) }
      : (numbers.get(atom) as number);
  jaxpr.invars.forEach(number);
  const eqns = jaxpr.eqns.map(withoutCustomRules).map((eqn): EncodedEqn => {
    const inputs = eqn.inputs.map(encodeAtom);
    eqn.outs.forEach(number);
    const outs = eqn.outs.map((v) => encodeAval(v.aval));
    return { primitive: eqn.primitive.name, inputs, params: encodeParam(eqn.params), outs };
  });
  return { invars: jaxpr.inAvals.map(encodeAval), eqns, outs: jaxpr.outs.map(encodeAtom) };
}

function withoutCustomRules(eqn: Eqn): Eqn {
  if (eqn.primitive === checkpoint) return { ...eqn, params: { ...eqn.params, policy: null } };
  if (![customJvpCall, customVjpCall, customVmapCall].some((primitive) => primitive === eqn.primitive)) return eqn;
  // All kinds of params have the function under `call`.
  const { call } = eqn.params as { readonly call: FlatFunction };
  return { ...eqn, primitive: jit, params: { jaxpr: functionJaxpr(call, eqn.primitive.name), name: "custom" } };
}

const jaxprMark = "$jaxpr";

function encodeParam(value: unknown): unknown {
  if (value instanceof Jaxpr) return { [jaxprMark]: encodeJaxpr(value) };
  if (Array.isArray(value)) return value.map(encodeParam);
  if (typeof value === "function") {
    throw new TypeError(
      `pmap: the program holds the function ${value.name || "(anonymous)"}, which cannot be sent to another thread; ` +
        "call functions of the host (debug.print, pureCallback, …) outside of pmap, or map with vmap",
    );
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encodeParam(item)]));
}

/** Reads what `encodeJaxpr` wrote. Throws if it names a primitive that this thread has not loaded. */
export function decodeJaxpr({ invars, eqns, outs }: EncodedJaxpr): Jaxpr {
  const variables: Var[] = [];
  const bind = (aval: EncodedAval): Var => {
    const v = new Var(decodeAval(aval));
    variables.push(v);
    return v;
  };
  const decodeAtom = (atom: EncodedAtom): Atom =>
    typeof atom === "number" ? (variables[atom] as Var) : new Literal(decodeScalar(atom.value), decodeAval(atom.aval));
  const inputs = invars.map(bind);
  const equations = eqns.map((eqn): Eqn => {
    const primitive = primitiveNamed(eqn.primitive);
    if (primitive === undefined) {
      throw new TypeError(
        `pmap: the primitive ${eqn.primitive} is not known to the worker thread; only primitives of core can be mapped so far`,
      );
    }
    const eqnInputs = eqn.inputs.map(decodeAtom);
    // What was encoded from the params of the primitive decodes to them.
    return { primitive, inputs: eqnInputs, params: decodeParam(eqn.params) as object, outs: eqn.outs.map(bind) };
  });
  return new Jaxpr([], inputs, equations, outs.map(decodeAtom));
}

function decodeParam(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decodeParam);
  if (typeof value !== "object" || value === null) return value;
  if (jaxprMark in value) return decodeJaxpr(value[jaxprMark] as EncodedJaxpr);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decodeParam(item)]));
}
