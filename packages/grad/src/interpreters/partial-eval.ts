import {
  type Atom,
  asLiteral,
  bind,
  type ClosedJaxpr,
  checkLeak,
  type Eqn,
  Jaxpr,
  Literal,
  type Array as NDArray,
  type Params,
  type Primitive,
  type ShapedArray,
  Trace,
  Tracer,
  Var,
  withTrace,
} from "@hyrax/core";
import type { DerivativeRules, PartialEvaluation } from "./rule-kinds.js";

/** A value that is not known yet: the variable that will hold it. */
class UnknownTracer extends Tracer {
  constructor(
    override readonly owner: PartialEvalTrace,
    readonly variable: Var,
  ) {
    super();
  }

  override get aval(): ShapedArray {
    return this.variable.aval;
  }
}

/**
 * Partial evaluation: does at once, under the parent, what known values suffice for, and records what depends on
 * unknown ones. The known values that the record needs are its residuals.
 */
export class PartialEvalTrace extends Trace implements PartialEvaluation {
  readonly #eqns: Eqn[] = [];
  readonly #residuals = new Map<NDArray, Var>();

  constructor(
    override readonly parent: Trace,
    readonly rules: DerivativeRules,
  ) {
    super();
  }

  newUnknown(aval: ShapedArray): NDArray {
    return new UnknownTracer(this, new Var(aval));
  }

  isUnknown(x: NDArray): boolean {
    return x instanceof UnknownTracer && x.owner === this;
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    return withTrace(this.parent, () => {
      if (!inputs.some((x) => this.isUnknown(x))) return bind(primitive, inputs, params);
      if (!this.rules.partialEval.has(primitive)) return this.record(primitive, inputs, params);
      return this.rules.partialEval.find(primitive)(this, inputs, params, this.rules);
    });
  }

  record(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    const staged = primitive.traits.stage?.(inputs, params) ?? { inputs, params };
    const atoms = staged.inputs.map((x) => this.#atom(x));
    const avals = primitive.abstractEval(
      atoms.map((atom) => atom.aval),
      staged.params,
    );
    const outs = avals.map((aval) => new Var(aval));
    this.#eqns.push({ primitive, inputs: atoms, params: staged.params, outs });
    return outs.map((v) => new UnknownTracer(this, v));
  }

  /** The record from unknown inputs to outs, without what the outs do not need; its constants are the residuals. */
  finish(inputs: readonly NDArray[], outs: readonly NDArray[]): ClosedJaxpr {
    const outAtoms = outs.map((x) => this.#atom(x));
    const { eqns, needed } = neededEqns(this.#eqns, outAtoms);
    const residuals = [...this.#residuals].filter(([, v]) => needed.has(v));
    const jaxpr = new Jaxpr(
      residuals.map(([, v]) => v),
      inputs.map((x) => (x as UnknownTracer).variable), // made by newUnknown
      eqns,
      outAtoms,
    );
    return { jaxpr, consts: residuals.map(([x]) => x) };
  }

  #atom(x: NDArray): Atom {
    if (x instanceof UnknownTracer && x.owner === this) return x.variable;
    const literal = asLiteral(x);
    if (literal !== undefined) return literal;
    let variable = this.#residuals.get(x);
    if (variable === undefined) {
      if (x instanceof Tracer) checkLeak(x);
      this.#residuals.set(x, (variable = new Var(x.aval)));
    }
    return variable;
  }
}

/** The equations that the outs depend on, and those with effects; and every variable that they read. */
function neededEqns(eqns: readonly Eqn[], outs: readonly Atom[]): { eqns: Eqn[]; needed: ReadonlySet<Var> } {
  const needed = new Set<Var>();
  const need = (atom: Atom) => {
    if (!(atom instanceof Literal)) needed.add(atom);
  };
  outs.forEach(need);
  const kept = [...eqns].reverse().filter((eqn) => {
    const keep = eqn.outs.some((v) => needed.has(v)) || eqn.primitive.traits.effect?.(eqn.params);
    if (keep) eqn.inputs.forEach(need);
    return keep;
  });
  return { eqns: kept.reverse(), needed };
}

/** The first outs of a jaxpr alone, without the equations that only the others need. */
export function pruned(jaxpr: Jaxpr, numOuts: number): Jaxpr {
  if (jaxpr.outs.length === numOuts) return jaxpr;
  const outs = jaxpr.outs.slice(0, numOuts);
  return new Jaxpr(jaxpr.constvars, jaxpr.invars, neededEqns(jaxpr.eqns, outs).eqns, outs);
}
