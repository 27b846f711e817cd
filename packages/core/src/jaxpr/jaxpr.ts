import type { NDArray, Scalar } from "../array/array.js";
import type { ShapedArray } from "../aval.js";
import type { Params, Primitive } from "../primitive.js";

/** A variable of a jaxpr: bound once, known by identity. */
export class Var {
  constructor(readonly aval: ShapedArray) {}
}

/** A constant scalar, written into the jaxpr itself. */
export class Literal {
  constructor(
    readonly value: Scalar,
    readonly aval: ShapedArray,
  ) {}
}

/** What an equation reads. */
export type Atom = Var | Literal;

/** One application of a primitive: `outs = primitive[params] inputs`. */
export interface Eqn {
  readonly primitive: Primitive;
  readonly inputs: readonly Atom[];
  readonly params: Params;
  readonly outs: readonly Var[];
}

let nextId = 0;

/**
 * A program as data: `{ lambda constvars ; invars . let eqns in outs }`. It closes over nothing; whoever holds it
 * passes the values of its constvars. Jaxprs that are params of an equation have no constvars: what they closed over
 * are inputs of the equation.
 */
export class Jaxpr {
  /** Tells jaxprs apart in the keys of caches. */
  readonly id = nextId++;
  #effects: boolean | undefined;

  constructor(
    readonly constvars: readonly Var[],
    readonly invars: readonly Var[],
    readonly eqns: readonly Eqn[],
    readonly outs: readonly Atom[],
  ) {}

  get inAvals(): readonly ShapedArray[] {
    return this.invars.map((v) => v.aval);
  }

  get outAvals(): readonly ShapedArray[] {
    return this.outs.map((v) => v.aval);
  }

  /** Whether an equation has an effect, so that the jaxpr may not be dropped or repeated. */
  get hasEffects(): boolean {
    return (this.#effects ??= this.eqns.some((eqn) => eqn.primitive.traits.effect?.(eqn.params) ?? false));
  }
}

/** The jaxprs among the params of an equation, in lists too. */
export function innerJaxprs(params: object): readonly Jaxpr[] {
  return Object.values(params)
    .flat()
    .map((value) => value?.jaxpr ?? value)
    .filter((value) => value instanceof Jaxpr);
}

/** Whether a primitive is applied in a jaxpr, or in one within it. */
export function appliesPrimitive(jaxpr: Jaxpr, primitive: Primitive): boolean {
  return jaxpr.eqns.some(
    (eqn) => eqn.primitive === primitive || innerJaxprs(eqn.params).some((inner) => appliesPrimitive(inner, primitive)),
  );
}

/** A jaxpr with the values of its constvars. */
export interface ClosedJaxpr {
  readonly jaxpr: Jaxpr;
  readonly consts: readonly NDArray[];
}

/** The same program with its constvars as leading inputs. */
export function hoistConsts(jaxpr: Jaxpr): Jaxpr {
  if (jaxpr.constvars.length === 0) return jaxpr;
  return new Jaxpr([], [...jaxpr.constvars, ...jaxpr.invars], jaxpr.eqns, jaxpr.outs);
}
