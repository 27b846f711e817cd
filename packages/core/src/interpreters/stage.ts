import type { NDArray } from "../array/array.js";
import { ConcreteArray } from "../array/concrete.js";
import { checkLeak, Tracer } from "../array/tracer.js";
import type { ShapedArray } from "../aval.js";
import { config } from "../config.js";
import { HostStorage } from "../device/storage.js";
import { dtypeKind } from "../dtypes/dtype.js";
import { decodeScalar } from "../dtypes/elements.js";
import { checkJaxpr } from "../jaxpr/check-jaxpr.js";
import { type Atom, type ClosedJaxpr, type Eqn, Jaxpr, Literal, Var } from "../jaxpr/jaxpr.js";
import { memo } from "../memo.js";
import type { Params, Primitive } from "../primitive.js";
import { currentTrace, runTrace, Trace } from "./trace.js";

class StagingTracer extends Tracer {
  constructor(
    override readonly owner: StagingTrace,
    readonly variable: Var,
  ) {
    super();
  }

  override get aval(): ShapedArray {
    return this.variable.aval;
  }
}

/** Records every operation as an equation of a jaxpr. */
class StagingTrace extends Trace {
  readonly eqns: Eqn[] = [];
  readonly #consts = new Map<NDArray, Var>();

  constructor(override readonly parent: Trace) {
    super();
  }

  newInput(aval: ShapedArray): StagingTracer {
    return new StagingTracer(this, new Var(aval));
  }

  override process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[] {
    const staged = primitive.traits.stage?.(inputs, params) ?? { inputs, params };
    const atoms = staged.inputs.map((x) => this.atom(x));
    const avals = primitive.abstractEval(
      atoms.map((atom) => atom.aval),
      staged.params,
    );
    const outs = avals.map((aval) => new Var(aval));
    this.eqns.push({ primitive, inputs: atoms, params: staged.params, outs });
    return outs.map((v) => new StagingTracer(this, v));
  }

  /** A tracer of this trace as its variable; a scalar of the host as a literal; all else as a constant. */
  atom(x: NDArray): Atom {
    if (x instanceof StagingTracer && x.owner === this) return x.variable;
    const literal = asLiteral(x);
    if (literal !== undefined) return literal;
    return memo(this.#consts, x, () => {
      if (x instanceof Tracer) checkLeak(x);
      else if (x instanceof ConcreteArray) x.checkAlive();
      return new Var(x.aval);
    });
  }

  finish(inputs: readonly StagingTracer[], outs: readonly NDArray[]): ClosedJaxpr {
    const atoms = outs.map((x) => this.atom(x));
    const jaxpr = new Jaxpr(
      [...this.#consts.values()],
      inputs.map((x) => x.variable),
      this.eqns,
      atoms,
    );
    if (config.values.enableChecks) checkJaxpr(jaxpr);
    return { jaxpr, consts: [...this.#consts.keys()] };
  }
}

/** A scalar that the host holds, as it is written into a jaxpr; undefined for everything else. */
export function asLiteral(x: NDArray): Literal | undefined {
  if (!(x instanceof ConcreteArray) || x.ndim > 0 || !(x.storage instanceof HostStorage)) return undefined;
  if (dtypeKind(x.dtype) === "x") return undefined;
  x.checkAlive();
  return new Literal(decodeScalar(x.storage.data, 0, x.dtype), x.aval);
}

/**
 * Runs a function of flat lists on tracers of the given types and returns what it did as a jaxpr. What the function
 * closes over, arrays and the tracers of outer transformations, become the jaxpr's constants.
 */
export function stage(
  f: (inputs: readonly NDArray[]) => readonly NDArray[],
  inAvals: readonly ShapedArray[],
): ClosedJaxpr {
  return runTrace(new StagingTrace(currentTrace()), (trace) => {
    const inputs = inAvals.map((aval) => trace.newInput(aval));
    return trace.finish(inputs, f(inputs));
  });
}
