import {
  customRules,
  type FlatFunction,
  functionJaxpr,
  type Array as NDArray,
  type Tangent,
  unsupported,
} from "@hyrax/core";
import type { Cotangent, DerivativeRules, TransposeInput } from "../interpreters/rule-kinds.js";
import { instantiate, isNonzero, symbolic, zeroTangent } from "../interpreters/tangent.js";
import { backwardPass } from "../interpreters/transpose.js";
import { derivativeCalls, recordLinear, refuseForwardMode } from "./custom-linear.js";
import { customVmapJvp } from "./custom-vmap.js";
import { jvpFamily, transposeFamily } from "./derivatives.js";

function rejectClosures(name: string, tangents: readonly Tangent[]): void {
  const found = tangents.findIndex(isNonzero);
  if (found < 0) return;
  throw new TypeError(
    `${name}: the function with a custom rule closes over a value ${tangents[found]?.aval} that is differentiated; ` +
      "its rule does not know of that value: pass it as an argument",
  );
}

export const customRulesJvp = jvpFamily(customRules, {
  customVmapCall: customVmapJvp,
  customJvpCall: (primals, tangents, { jvp, name, numConsts, symbolicZeros }) => {
    rejectClosures(name, tangents.slice(0, numConsts));
    const own = tangents.slice(numConsts);
    const [outs, outTangents] = jvp(primals.slice(numConsts), symbolicZeros ? own : own.map(instantiate));
    return [outs, outTangents.map(symbolic)];
  },
  customVjpCall: (primals, tangents, { backward, forward, name, numConsts, symbolicZeros }) => {
    rejectClosures(name, tangents.slice(0, numConsts));
    const own = tangents.slice(numConsts);
    refuseForwardMode();
    const [outs, residuals] = forward(primals.slice(numConsts), own.map(isNonzero));
    const differentiable = outs.filter((out) => zeroTangent(out).aval === out.aval);
    const linear = recordLinear([...residuals, ...own.filter(isNonzero)], {
      name,
      backward,
      symbolicZeros,
      numResiduals: residuals.length,
      nonzero: own.map(isNonzero),
      outAvals: differentiable.map((out) => out.aval),
    });
    let next = 0;
    return [outs, outs.map((out) => (differentiable.includes(out) ? (linear[next++] as NDArray) : zeroTangent(out)))];
  },
});

function transposeCall(
  cts: readonly Tangent[],
  inputs: readonly TransposeInput[],
  { call, name }: { readonly call: FlatFunction; readonly name: string },
  rules: DerivativeRules,
): readonly Cotangent[] {
  return backwardPass(functionJaxpr(call, name), [], inputs, cts, rules);
}

export const customRulesTranspose = transposeFamily(customRules, {
  // A function with a custom rule may be linear all the same; then the function itself is transposed.
  customVmapCall: transposeCall,
  customJvpCall: transposeCall,
  customVjpCall: unsupported(
    "a function with a customVjp rule has a backward pass for its cotangents, but no transpose of itself",
  ),
});

export const derivativeCallsJvp = jvpFamily(derivativeCalls, {
  customLinear: unsupported("only the backward pass of a function with a customVjp rule is known, not its derivative"),
});

export const derivativeCallsTranspose = transposeFamily(derivativeCalls, {
  customLinear: (cts, inputs, { backward, nonzero, numResiduals, symbolicZeros }) => {
    const residuals = inputs.slice(0, numResiduals) as readonly NDArray[]; // recorded by the rule above, with values
    const found = backward(residuals, symbolicZeros ? cts : cts.map(instantiate));
    return [...residuals.map(() => null), ...found.filter((_, i) => nonzero[i])];
  },
});
