import { allocate, type Eqn, encodeScalar, type Jaxpr, Literal, type TypedArray, type Var } from "@hyrax/core";
import type { CompileJaxpr, Kernel } from "./kernel.js";
import { cpuRules } from "./rules/index.js";

/** The kernel of one equation; other engines run by it what they have no kernels for. */
export function referenceKernel(eqn: Eqn, compile: CompileJaxpr = compileJaxpr): Kernel {
  const rule = cpuRules.find(eqn.primitive);
  const inputs = eqn.inputs.map((atom) => atom.aval);
  const outs = eqn.outs.map((v) => v.aval);
  return rule(inputs, eqn.params, outs, compile);
}

interface Step {
  readonly kernel: Kernel;
  /** Where in the register file the inputs are, and where the results go. */
  readonly inputs: readonly number[];
  readonly outs: readonly number[];
  /** Registers that nobody reads after this step. */
  readonly last: readonly number[];
}

/**
 * A jaxpr without constvars as one kernel. Variables are numbered into a flat register file, which is let go of as far
 * as nobody needs it after each equation.
 */
export function compileJaxpr(jaxpr: Jaxpr): Kernel {
  const single = singleEquation(jaxpr);
  if (single !== undefined) return referenceKernel(single);

  const registers = new Map<Var | Literal, number>();
  const initial: (TypedArray | undefined)[] = [];
  const register = (atom: Var | Literal): number => {
    let index = registers.get(atom);
    if (index === undefined) {
      index = initial.length;
      registers.set(atom, index);
      initial.push(atom instanceof Literal ? literalElements(atom) : undefined);
    }
    return index;
  };

  const invars = jaxpr.invars.map(register);
  const steps = jaxpr.eqns.map((eqn) => ({
    kernel: referenceKernel(eqn),
    inputs: eqn.inputs.map(register),
    outs: eqn.outs.map(register),
  }));
  const outs = jaxpr.outs.map(register);
  return run(withLiveness(steps, outs), invars, initial, outs);
}

function run(
  steps: readonly Step[],
  invars: readonly number[],
  initial: readonly (TypedArray | undefined)[],
  outs: readonly number[],
): Kernel {
  return (inputs) => {
    const file = initial.slice();
    for (let i = 0; i < invars.length; i++) file[invars[i]!] = inputs[i];
    for (let s = 0; s < steps.length; s++) {
      const step = steps[s]!;
      const results = step.kernel(read(file, step.inputs));
      for (let i = 0; i < results.length; i++) file[step.outs[i]!] = results[i];
      for (let i = 0; i < step.last.length; i++) file[step.last[i]!] = undefined;
    }
    return read(file, outs);
  };
}

function read(file: readonly (TypedArray | undefined)[], registers: readonly number[]): TypedArray[] {
  const values = new Array<TypedArray>(registers.length);
  // What a jaxpr reads has been bound before: its equations are in order.
  for (let i = 0; i < registers.length; i++) values[i] = file[registers[i]!]!;
  return values;
}

function withLiveness(steps: readonly Omit<Step, "last">[], outs: readonly number[]): readonly Step[] {
  const live = new Set(outs);
  const backwards = [...steps].reverse().map((step) => {
    const last = [...new Set([...step.inputs, ...step.outs])].filter((index) => !live.has(index));
    for (const index of last) live.add(index);
    return { ...step, last };
  });
  return backwards.reverse();
}

/** The equation of a jaxpr that is just one, as eager operations are: it runs without a register file. */
function singleEquation(jaxpr: Jaxpr): Eqn | undefined {
  const [eqn] = jaxpr.eqns;
  const same = (xs: readonly unknown[], ys: readonly unknown[]) =>
    xs.length === ys.length && xs.every((x, i) => x === ys[i]);
  return jaxpr.eqns.length === 1 && eqn && same(eqn.inputs, jaxpr.invars) && same(eqn.outs, jaxpr.outs)
    ? eqn
    : undefined;
}

function literalElements(literal: Literal): TypedArray {
  const { dtype } = literal.aval;
  const data = allocate(dtype, 1);
  encodeScalar(data, 0, literal.value, dtype);
  return data;
}
