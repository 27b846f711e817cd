import { type Jaxpr, shapedArray } from "@hyrax/core";
import type { BufferId, EquationKernel } from "@hyrax/jit";
import type { EquationCode, Operand } from "../rules/kernel-rule.js";
import { wasmRules } from "../rules/kernel-rules.js";
import { inputBuffers, type Surroundings } from "./surroundings.js";

/** An equation that a rule compiles. */
export interface RuleKernel {
  readonly kind: "rule";
  readonly equation: EquationKernel;
  readonly inputs: readonly BufferId[];
  readonly outs: readonly BufferId[];
  /** The working memory. */
  readonly scratch: BufferId;
  readonly code: EquationCode;
  /** For a loop over single elements: its programs, as reports show them. */
  readonly loop?: readonly Jaxpr[];
}

/** An equation as the kernel that its rule writes; a sentence why it writes none; undefined where there is no rule. */
export function planRule(equation: EquationKernel, around: Surroundings): RuleKernel | string | undefined {
  const { eqn, outs } = equation;
  const { primitive, params } = eqn;
  if (!wasmRules.has(primitive)) return undefined;
  const avals = [...eqn.inputs, ...eqn.outs].map((atom) => atom.aval);
  const operands = (buffers: readonly BufferId[], first: number): readonly Operand[] =>
    buffers.map((buffer, i) => ({ buffer, aval: avals[first + i]! }));
  const [inputs, kernels] = inputBuffers(equation, around);
  const targets = operands(outs, inputs.length);
  // The inputs and params of an equation are those of its primitive.
  const code = wasmRules.find(primitive)(operands(inputs, 0) as never, params as never, targets);
  if (typeof code === "string") return code;
  for (const kernel of kernels) around.before(kernel);
  const scratch = around.newBuffer(shapedArray([code.scratch ?? 0], "uint8"));
  return { kind: "rule", equation, inputs, outs, scratch, code };
}
