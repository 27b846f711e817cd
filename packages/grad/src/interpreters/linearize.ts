import {
  currentTrace,
  evalJaxpr,
  type Jaxpr,
  type Array as NDArray,
  runTrace,
  type ShapedArray,
  type Tangent,
  withTrace,
  Zero,
} from "@hyrax/core";
import { JvpTrace } from "./jvp.js";
import { PartialEvalTrace } from "./partial-eval.js";
import { type DerivativeRules, LinearInput } from "./rule-kinds.js";
import { instantiate, isNonzero, tangentAval } from "./tangent.js";
import { backwardPass } from "./transpose.js";

/** The derivative of a function at a point: a linear program with its residuals. */
export class LinearMap {
  constructor(
    /** From the tangents of the differentiable inputs to the tangents of results that are not zero. */
    readonly jaxpr: Jaxpr,
    readonly residuals: readonly NDArray[],
    readonly inAvals: readonly ShapedArray[],
    readonly outAvals: readonly ShapedArray[],
    /** Which inputs and results the jaxpr has. */
    readonly hasInput: readonly boolean[],
    readonly hasOut: readonly boolean[],
    readonly rules: DerivativeRules,
  ) {}

  /** Applies the jaxpr to tangents of the inputs that it has, for the tangents of the results that it has. */
  apply(tangents: readonly NDArray[]): readonly NDArray[] {
    return evalJaxpr(this.jaxpr, this.residuals, tangents);
  }

  /** The same program, linear at another point, or in the middle of another transformation. */
  withResiduals(residuals: readonly NDArray[]): LinearMap {
    const { jaxpr, inAvals, outAvals, hasInput, hasOut, rules } = this;
    return new LinearMap(jaxpr, residuals, inAvals, outAvals, hasInput, hasOut, rules);
  }

  /** Pushes tangents forward. */
  pushForward(tangents: readonly Tangent[]): readonly Tangent[] {
    const outs = this.apply(tangents.filter((_, i) => this.hasInput[i]).map(instantiate));
    let next = 0;
    return this.outAvals.map((aval, i) => (this.hasOut[i] ? (outs[next++] as NDArray) : new Zero(tangentAval(aval))));
  }

  /** Pulls cotangents back. */
  pullBack(cts: readonly Tangent[]): readonly Tangent[] {
    const inputs = this.jaxpr.inAvals.map((aval) => new LinearInput(aval));
    const outCts = cts.filter((_, i) => this.hasOut[i]);
    const found = backwardPass(this.jaxpr, this.residuals, inputs, outCts, this.rules);
    let next = 0;
    return this.inAvals.map((aval, i) => (this.hasInput[i] ? (found[next++] as Tangent) : new Zero(tangentAval(aval))));
  }
}

/** What a function returns when it is differentiated: results, and values that have no part in the derivative. */
export interface TracedResults<Aux> {
  readonly outs: readonly NDArray[];
  /** Called with a function that takes the tracers away from values on the side. */
  readonly aux: (unwrap: (x: NDArray) => NDArray) => Aux;
}

/** Evaluates a function of flat lists at a point, tracing it once, and linearizes it there. */
export function linearizeFlat<Aux>(
  f: (inputs: readonly NDArray[]) => TracedResults<Aux>,
  primals: readonly NDArray[],
  rules: DerivativeRules,
): { readonly outs: readonly NDArray[]; readonly linear: LinearMap; readonly aux: Aux } {
  const inAvals = primals.map((x) => x.aval);
  const hasInput = inAvals.map((aval) => tangentAval(aval) === aval);
  return runTrace(new PartialEvalTrace(currentTrace(), rules), (partial) => {
    const tangents = inAvals.map((aval, i) => (hasInput[i] ? partial.newUnknown(aval) : new Zero(tangentAval(aval))));
    return runTrace(new JvpTrace(partial, rules), (trace) => {
      const results = f(primals.map((x, i) => trace.lift(x, tangents[i] as Tangent)));
      const pairs = results.outs.map((out) => trace.unpack(out));
      const outTangents = pairs.map(([, tangent]) => tangent);
      const { jaxpr, consts } = withTrace(partial.parent, () =>
        partial.finish(tangents.filter(isNonzero), outTangents.filter(isNonzero)),
      );
      const outs = pairs.map(([out]) => out);
      const outAvals = outs.map((out) => out.aval);
      const hasOut = outTangents.map(isNonzero);
      return {
        outs,
        linear: new LinearMap(jaxpr, consts, inAvals, outAvals, hasInput, hasOut, rules),
        aux: results.aux((x) => trace.unpack(x)[0]),
      };
    });
  });
}
