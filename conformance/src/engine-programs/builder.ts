import {
  type Atom,
  broadcastInDim,
  Complex,
  convertElementType,
  type DType,
  type Eqn,
  isComplex,
  Jaxpr,
  Literal,
  type Params,
  type Primitive,
  type Scalar,
  type Shape,
  shapedArray,
  sizeOf,
  Var,
} from "@hyrax/core";
import type { Fill } from "./inputs.js";
import type { Operation } from "./operations/operation.js";

/** Makes a jaxpr equation by equation. The outermost one gets inputs as they are wanted; the inputs of inner ones are given. */
export class Builder {
  readonly eqns: Eqn[] = [];
  readonly fills: Fill[] = [];
  readonly values: Var[];
  readonly #read = new Set<Atom>();

  readonly #hidden = new Set<Atom>();

  constructor(
    /** What loops and branches are made of. */
    readonly inLoops: readonly Operation[],
    readonly limit: Limit,
    readonly invars: Var[] = [],
    /** How many loops and branches are around. */
    readonly depth = 0,
  ) {
    this.values = [...invars];
  }

  /** Whether arrays of this shape are small enough. */
  fits(...shapes: readonly Shape[]): boolean {
    return shapes.every((shape) => sizeOf(shape) <= this.limit.elements);
  }

  apply(primitive: Primitive, inputs: readonly Atom[], params: Params = {}): readonly Var[] {
    const avals = primitive.abstractEval(
      inputs.map((atom) => atom.aval),
      params,
    );
    const outs = avals.map((aval) => new Var(aval));
    for (const atom of inputs) this.#read.add(atom);
    this.eqns.push({ primitive, inputs, params, outs });
    this.values.push(...outs);
    return outs;
  }

  /** The only result of an operation. */
  one(primitive: Primitive, inputs: readonly Atom[], params: Params = {}): Var {
    return this.apply(primitive, inputs, params)[0] as Var;
  }

  /** An array that nothing else depends on: an input, or within loops a constant. */
  fresh(shape: Shape, dtype: DType, fill: Fill): Var {
    if (this.depth > 0) return this.constant(fill.kind === "indices" ? 1 : 0.75, shape, dtype);
    const input = new Var(shapedArray(shape, dtype));
    this.invars.push(input);
    this.fills.push(fill);
    this.values.push(input);
    return input;
  }

  constant(value: number, shape: Shape, dtype: DType): Var {
    const scalar = this.one(convertElementType, [literal(value, "float32")], { newDtype: dtype, weakType: false });
    return this.one(broadcastInDim, [scalar], { shape, broadcastDimensions: [] });
  }

  /** Keeps a result that is not the only right one from being used. */
  hide(v: Var): void {
    this.#hidden.add(v);
    this.values.splice(this.values.indexOf(v), 1);
  }

  /** The jaxpr with what nothing reads among its results. */
  finish(outs: readonly Atom[]): Jaxpr {
    const computed = this.eqns.flatMap((eqn) => eqn.outs).filter((v) => !this.#hidden.has(v));
    const unread = computed.filter((v) => !this.#read.has(v) && !outs.includes(v));
    return new Jaxpr([], this.invars, this.eqns, [...outs, ...unread]);
  }
}

/** How many elements an array may have, and how many steps an operation may take. */
export interface Limit {
  readonly elements: number;
  readonly work: number;
}

export function literal(value: Scalar, dtype: DType): Literal {
  const fitting = isComplex(dtype) && typeof value === "number" ? new Complex(value) : value;
  return new Literal(fitting, shapedArray([], dtype));
}
