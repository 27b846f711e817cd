import {
  type Args,
  checkpointName,
  type Eqn,
  type JitParams,
  jit,
  Literal,
  leafName,
  type NameParams,
  type Array as NDArray,
  type ShapedArray,
  stage,
  type Var,
} from "@hyrax/core";
import { flattenArguments } from "./arguments.js";
import { requireFunction } from "./checks.js";
import { linearizeCall } from "./traced-call.js";

/** A value that differentiation keeps between the forward and the backward pass, and where it comes from. */
interface SavedResidual {
  readonly aval: ShapedArray;
  readonly source: string;
}

/** What `grad` and `vjp` of a function keep for the backward pass: constants, then arguments, then results on the way. */
function savedResiduals(
  name: string,
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
): readonly SavedResidual[] {
  requireFunction(name, f);
  const { inputs, trees } = flattenArguments(name, args);
  const { jaxpr } = stage(
    (tracers) => linearizeCall(name, f, { inputs: tracers, trees }, false).linear.residuals,
    inputs.map((x) => x.aval),
  );
  const saved = new Set(jaxpr.outs);
  const literals = jaxpr.outs.filter((atom) => atom instanceof Literal);
  const argumentNames = trees.flatMap((tree, k) =>
    Array.from({ length: tree.numLeaves }, (_, i) => leafName(`argument ${k}`, tree, i)),
  );
  const found = (list: readonly Var[], source: (i: number) => string): SavedResidual[] =>
    list.flatMap((v, i) => (saved.has(v) ? [{ aval: v.aval, source: source(i) }] : []));
  return [
    ...literals.map(({ aval }) => ({ aval, source: "from a literal" })),
    ...found(jaxpr.constvars, () => "from a constant"),
    ...found(jaxpr.invars, (i) => `from ${argumentNames[i]}`),
    ...jaxpr.eqns.flatMap((eqn) => found(eqn.outs, () => sourceOf(eqn))),
  ];
}

function sourceOf({ primitive, params }: Eqn): string {
  if (primitive === checkpointName) return `named '${(params as NameParams).name}'`;
  if (primitive === jit) return `output of jitted function '${(params as JitParams).name}'`;
  return `output of ${primitive.name}`;
}

/**
 * Prints what differentiation of a function keeps between the forward and the backward pass, a line for each array with
 * its type and where it comes from. Nothing is computed.
 *
 * @param args the arguments, of which only the types count
 *
 * @example
 * printSavedResiduals((x: Array) => np.sum(np.sin(x)), np.ones([3]));
 * // f32[3] output of cos
 */
export function printSavedResiduals<A extends readonly unknown[] = NDArray[], R = unknown>(
  f: (...args: A) => R,
  ...args: Args<A>
): void {
  for (const { aval, source } of savedResiduals("printSavedResiduals", f as (...args: never[]) => unknown, args)) {
    console.log(`${aval} ${source}`);
  }
}
