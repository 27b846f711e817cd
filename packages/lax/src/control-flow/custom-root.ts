import {
  customJvpCall,
  evalJaxpr,
  isInexact,
  type Array as NDArray,
  neg,
  requireOptions,
  type Tangent,
  unflatten,
  Zero,
} from "@hyrax/core";
import { jvp, linearize, zeroTangent } from "@hyrax/grad";
import { require } from "../require.js";
import { flattenArrays } from "./leaves.js";
import { stageOfVectors, type Vector } from "./solution.js";
import type { StagedFunction } from "./staged-function.js";
import type { Traced } from "./traced.js";

export interface RootOptions {
  /** `solve` returns `[solution, aux]`, with arrays on the side that have no derivative. */
  readonly hasAux?: boolean;
}

/**
 * A root of a function, `f(x) = 0`, found by a function of the user's. It is differentiated implicitly, never by following the steps
 * of the solver, by all that `f` closes over; the initial guess has no influence.
 *
 * Source: the implicit function theorem. `f(m, x(m)) = 0`, hence `∂x = −(∂ₓf)⁻¹ ∂ₘf`.
 *
 * @param f takes a pytree like the initial guess and returns one
 * @param initialGuess a pytree of arrays and numbers
 * @param solve takes `f` and the initial guess and returns the root; it need not be differentiable
 * @param tangentSolve takes a linear function `g`, which is `f` linearized at the root, and a pytree `y`, and returns the `x` for which
 * `g(x) = y`: for a scalar `(g, y) => y.div(g(1))`
 * @returns what `solve` returns
 * @throws TypeError that names the leaf where a function returns another structure, shape or dtype than that of the initial guess
 *
 * @example
 * const newton = (f: (x: Array) => Array, guess: Array) =>
 *   lax.foriLoop(0, 20, (_, x) => x.sub(f(x).div(x.mul(2))), guess);
 * const root = (a: Array) => lax.customRoot((x) => x.mul(x).sub(a), np.array(1), newton, (g, y) => y.div(g(np.array(1))));
 * grad(root)(4); // 0.25
 */
export function customRoot<X, R = Traced<X>>(
  f: (x: Traced<X>) => unknown,
  initialGuess: X,
  solve: (f: (x: Traced<X>) => Traced<X>, initialGuess: Traced<X>) => R,
  tangentSolve: (g: (x: Traced<X>) => Traced<X>, y: Traced<X>) => unknown,
  options: RootOptions = {},
): R {
  const name = "customRoot";
  requireOptions(name, options, ["hasAux"]);
  for (const [argument, given] of Object.entries({ f, solve, tangentSolve })) {
    require(typeof given === "function", () => `${name}: ${argument} must be a function, found ${given}`);
  }
  const { arrays, treedef } = flattenArrays(initialGuess, `${name}: the initial guess`);
  const vector: Vector = { name: "the initial guess", treedef, avals: arrays.map((x) => x.aval) };

  const error = stageOfVectors<X>(`${name}: what f returns`, f, [vector], false);
  // Staging has found that f returns pytrees like the initial guess.
  const known = f as (x: Traced<X>) => Traced<X>;
  const solver = stageOfVectors<X>(
    `${name}: what solve returns`,
    (x) => solve(known, x as Traced<X>),
    [vector],
    options.hasAux ?? false,
  );
  const tangentSolver = stageOfVectors<X>(
    `${name}: what tangentSolve returns`,
    (x, y) => {
      const [, push] = linearize(known as (x: never) => unknown, x as never);
      return tangentSolve(push as unknown as (x: Traced<X>) => Traced<X>, y as Traced<X>);
    },
    [vector, vector],
    false,
  );
  const root = { error, solver, tangentSolver, size: arrays.length };
  const outs = solveRoot(root, [...error.consts, ...solver.consts, ...tangentSolver.consts, ...arrays]);
  return unflatten(solver.outTree, outs) as R; // what solve returned, of other values
}

interface Root {
  /** `[...consts, ...x] → [...f(x)]`. */
  readonly error: StagedFunction;
  /** `[...consts, ...initial guess] → [...x, ...aux]`. */
  readonly solver: StagedFunction;
  /** `[...consts, ...x, ...y] → [...dx]`. */
  readonly tangentSolver: StagedFunction;
  /** The number of leaves of `x`. */
  readonly size: number;
}

function divide<T>(inputs: readonly T[], { error, solver, tangentSolver }: Root) {
  let next = 0;
  const take = ({ consts }: StagedFunction): readonly T[] => inputs.slice(next, (next += consts.length));
  return { error: take(error), solver: take(solver), tangentSolver: take(tangentSolver), guess: inputs.slice(next) };
}

function solveRoot(root: Root, inputs: readonly NDArray[]): readonly NDArray[] {
  return customJvpCall(inputs, {
    name: "customRoot",
    numConsts: 0,
    symbolicZeros: true,
    call: (values) => {
      const { solver, guess } = divide(values, root);
      return evalJaxpr(root.solver.jaxpr, [], [...solver, ...guess]);
    },
    jvp: (primals, tangents) => rootTangent(root, primals, tangents),
  });
}

function rootTangent(
  root: Root,
  primals: readonly NDArray[],
  tangents: readonly Tangent[],
): readonly [readonly NDArray[], readonly Tangent[]] {
  const outs = solveRoot(root, primals);
  const values = divide(primals, root);
  const { error: changes } = divide(tangents, root);
  if (changes.every((dx) => dx instanceof Zero)) return [outs, outs.map(zeroTangent)];
  const x = outs.slice(0, root.size);
  const errorAtRoot = (...consts: NDArray[]) => evalJaxpr(root.error.jaxpr, [], [...consts, ...x]);
  // A tangent that is known to be zero stands for one.
  const [, rhs] = jvp(errorAtRoot, values.error as NDArray[], changes as NDArray[]);
  const dx = evalJaxpr(root.tangentSolver.jaxpr, [], [...values.tangentSolver, ...x, ...(rhs as readonly NDArray[])]);
  const tangentOf = (y: NDArray, i: number) =>
    i < root.size && isInexact(y.dtype) ? neg(dx[i] as NDArray) : zeroTangent(y);
  return [outs, outs.map(tangentOf)];
}
