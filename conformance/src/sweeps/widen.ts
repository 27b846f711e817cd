import {
  bind,
  type DType,
  Jaxpr,
  jaxprFunction,
  Literal,
  literalArray,
  type Array as NDArray,
  type Params,
  type Primitive,
  type ShapedArray,
  scalarArray,
  shapedArray,
  stage,
  type Var,
  withNamedAxis,
} from "@hyrax/core";

const wider: Readonly<Record<string, DType>> = { float32: "float64", complex64: "complex128" };

/** The 64-bit dtype of the same kind, for 32-bit floats and complex numbers; every other dtype as it is. */
export function widerDtype(dtype: DType): DType {
  return wider[dtype] ?? dtype;
}

/**
 * Params of an operation on 32-bit floats as they are for 64-bit ones: in every dtype, type and jaxpr among them. Samples
 * are written for 32 bits, which is not enough for finite differences.
 */
export function widerParams(primitive: Primitive, params: Params): Params {
  const axis = primitive.traits.bindsAxis?.(params);
  const widen = () => widerObject(params);
  return axis === undefined ? widen() : withNamedAxis(axis.name, axis.size, widen);
}

function widerObject(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, widerValue(entry)]));
}

function widerValue(value: unknown): unknown {
  if (typeof value === "string") return wider[value] ?? value;
  if (value instanceof Jaxpr) return widerJaxpr(value);
  if (typeof value === "function") {
    const { jaxpr } = value as { readonly jaxpr?: Jaxpr };
    return jaxpr instanceof Jaxpr ? jaxprFunction(widerJaxpr(jaxpr)) : value;
  }
  if (Array.isArray(value)) return value.map(widerValue);
  if (typeof value !== "object" || value === null) return value;
  if (isAval(value)) return widerAval(value);
  return Object.getPrototypeOf(value) === Object.prototype ? widerObject(value) : value;
}

/** Types are interned objects of a class that is core's own. */
const isAval = (value: object): value is ShapedArray => "dtype" in value && "weakType" in value && "id" in value;

const widerAval = ({ shape, dtype, weakType }: ShapedArray) => shapedArray(shape, widerDtype(dtype), weakType);

const jaxprs = new WeakMap<Jaxpr, Jaxpr>();

function widerJaxpr(jaxpr: Jaxpr): Jaxpr {
  const found = jaxprs.get(jaxpr);
  if (found !== undefined) return found;
  const { jaxpr: staged } = stage((inputs) => evaluate(jaxpr, inputs), jaxpr.inAvals.map(widerAval));
  jaxprs.set(jaxpr, staged);
  return staged;
}

function evaluate(jaxpr: Jaxpr, inputs: readonly NDArray[]): readonly NDArray[] {
  const values = new Map<Var, NDArray>(jaxpr.invars.map((v, i) => [v, inputs[i] as NDArray]));
  const read = (atom: Var | Literal) => (atom instanceof Literal ? widerLiteral(atom) : (values.get(atom) as NDArray));
  for (const { primitive, inputs: atoms, params, outs } of jaxpr.eqns) {
    const results = bind(primitive, atoms.map(read), widerParams(primitive, params));
    outs.forEach((v, i) => {
      values.set(v, results[i] as NDArray);
    });
  }
  return jaxpr.outs.map(read);
}

function widerLiteral(literal: Literal): NDArray {
  const { dtype, weakType } = literal.aval;
  return dtype in wider ? scalarArray(literal.value, widerDtype(dtype), weakType) : literalArray(literal);
}
