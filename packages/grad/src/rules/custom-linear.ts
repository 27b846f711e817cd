import {
  type CustomVjpParams,
  type Eqn,
  innerJaxprs,
  Jaxpr,
  MissingRuleError,
  multiple,
  type Array as NDArray,
  registerLowering,
  type ShapedArray,
} from "@hyrax/core";

export interface CustomLinearParams extends Pick<CustomVjpParams, "name" | "backward" | "symbolicZeros"> {
  readonly numResiduals: number;
  /** For each input of the user's function, whether its tangent is an input here. */
  readonly nonzero: readonly boolean[];
  readonly outAvals: readonly ShapedArray[];
}

/**
 * `customLinear([...residuals, ...tangents]) → tangents of results`: the derivative of a function with a `customVjp`
 * rule. Only its transpose is known, which is the user's backward pass.
 */
const customLinear = multiple("custom_lin", (_: readonly ShapedArray[], { outAvals }: CustomLinearParams) => outAvals, {
  evaluate: (_, params) => {
    throw forwardModeError((params as CustomLinearParams).name);
  },
});

/** Primitives that differentiation makes for itself. */
export const derivativeCalls = { customLinear };

/** Records the derivative for transposition. An interpreter that has no rule for it is computing it, in forward mode. */
export function recordLinear(inputs: readonly NDArray[], params: CustomLinearParams): readonly NDArray[] {
  try {
    return customLinear(inputs, params);
  } catch (error) {
    throw error instanceof MissingRuleError ? forwardModeError(params.name) : error;
  }
}

function forwardModeError(name: string): TypeError {
  return new TypeError(
    `${name}: forward-mode differentiation (jvp, jacfwd) of a function with a customVjp rule is not possible, ` +
      "since only its backward pass is known; use reverse mode (grad, vjp, jacrev), or give it a customJvp rule",
  );
}

let refusing = false;

/**
 * From the first use of a `customVjp` rule on, programs that are compiled are searched for derivatives that forward mode
 * left in them, so that those have the same error as outside of a program. Where nobody reads one, it is dropped.
 */
export function refuseForwardMode(): void {
  if (refusing) return;
  refusing = true;
  registerLowering(withoutDerivatives);
}

function withoutDerivatives(jaxpr: Jaxpr): Jaxpr {
  if (!holdsDerivative(jaxpr)) return jaxpr;
  const read = new Set(jaxpr.outs);
  const kept: Eqn[] = [];
  for (const eqn of [...jaxpr.eqns].reverse()) {
    if (isDerivative(eqn) && !eqn.outs.some((v) => read.has(v))) continue;
    const found = derivativeIn(eqn);
    if (found !== undefined) throw forwardModeError(found);
    for (const atom of eqn.inputs) read.add(atom);
    kept.push(eqn);
  }
  return new Jaxpr(jaxpr.constvars, jaxpr.invars, kept.reverse(), jaxpr.outs);
}

const isDerivative = ({ primitive }: Eqn) => primitive === customLinear;

function holdsDerivative(jaxpr: Jaxpr): boolean {
  return jaxpr.eqns.some((eqn) => derivativeIn(eqn) !== undefined);
}

/** The name of the function whose derivative an equation is, or has in its programs. */
function derivativeIn(eqn: Eqn): string | undefined {
  if (isDerivative(eqn)) return (eqn.params as CustomLinearParams).name;
  for (const jaxpr of innerJaxprs(eqn.params)) {
    for (const inner of jaxpr.eqns) {
      const found = derivativeIn(inner);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
