import { controlFlow, requireOptions, unflatten } from "@hyrax/core";
import { linearTranspose } from "@hyrax/grad";
import { require } from "../require.js";
import { flattenArrays } from "./leaves.js";
import { stageOfVectors, type Vector } from "./solution.js";
import type { Traced } from "./traced.js";

/** A linear function of a pytree of arrays. */
export type LinearFunction<B> = (x: Traced<B>) => unknown;

/** Solves `matvec(x) = b` for `x`, which it returns; with `hasAux` it returns `[x, aux]`. */
export type LinearSolver<B, R> = (matvec: (x: Traced<B>) => Traced<B>, b: Traced<B>) => R;

export interface LinearSolveOptions<B> {
  /** Solves with the transpose of `matvec`, which reverse mode needs; it gets that in place of `matvec`. */
  readonly transposeSolve?: LinearSolver<B, unknown>;
  /** The matrix is symmetric, so that `solve` solves with its transpose too. */
  readonly symmetric?: boolean;
  /** `solve` and `transposeSolve` return `[x, aux]`, with arrays on the side that have no derivative. */
  readonly hasAux?: boolean;
}

/**
 * The solution `x` of the linear system `matvec(x) = b`, found by a function of the user's. It is differentiated by solving again,
 * with another right-hand side or with the transpose, never by following the steps of the solver.
 *
 * Source: `A x = b`, hence `∂x = A⁻¹ (∂b − ∂A x)`.
 *
 * @param matvec a linear function of pytrees like `b`
 * @param b a pytree of arrays: the right-hand side
 * @param solve takes `matvec` and `b` and returns the solution; it need not be differentiable
 * @returns what `solve` returns
 * @throws TypeError that names the leaf where a function returns another structure, shape or dtype than that of `b`
 *
 * @example
 * lax.customLinearSolve((x) => x.mul(4), np.array([1, 2]), (_, b) => b.div(4), { symmetric: true }); // [0.25, 0.5]
 */
export function customLinearSolve<B, R = Traced<B>>(
  matvec: LinearFunction<B>,
  b: B,
  solve: LinearSolver<B, R>,
  options: LinearSolveOptions<B> = {},
): R {
  const name = "customLinearSolve";
  requireOptions(name, options, ["transposeSolve", "symmetric", "hasAux"]);
  const { symmetric = false, hasAux = false, transposeSolve = symmetric ? solve : undefined } = options;
  for (const [argument, f] of Object.entries({ matvec, solve, ...(transposeSolve && { transposeSolve }) })) {
    require(typeof f === "function", () => `${name}: ${argument} must be a function, found ${f}`);
  }
  const { arrays, treedef } = flattenArrays(b, `${name}: b`);
  const vector: Vector = { name: "b", treedef, avals: arrays.map((x) => x.aval) };
  const staged = (argument: string, f: (x: Traced<B>) => unknown, aux: boolean) =>
    stageOfVectors<B>(`${name}: what ${argument} returns`, f, [vector], aux);

  const product = staged("matvec", matvec, false);
  // Staging has found that matvec returns pytrees like b.
  const known = matvec as (x: Traced<B>) => Traced<B>;
  const transpose = (ct: Traced<B>) => transposeOf(known, b)(ct);
  const vecmat = symmetric ? known : transpose;
  const transposed = transposeSolve && (symmetric ? product : staged("the transpose of matvec", transpose, false));
  const solver = staged("solve", (x) => solve(known, x), hasAux);
  const transposeSolver = transposeSolve && staged("transposeSolve", (x) => transposeSolve(vecmat, x), hasAux);

  const consts = [product, transposed, solver, transposeSolver].map((part) => part?.consts ?? []);
  const [matvecs, vecmats, solves, transposeSolves] = consts.map(({ length }) => length) as [
    number,
    number,
    number,
    number,
  ];
  const outs = controlFlow.customLinearSolve([...consts.flat(), ...arrays], {
    matvec: product.jaxpr,
    vecmat: transposed?.jaxpr ?? null,
    solve: solver.jaxpr,
    transposeSolve: transposeSolver?.jaxpr ?? null,
    constLengths: { matvec: matvecs, vecmat: vecmats, solve: solves, transposeSolve: transposeSolves },
  });
  return unflatten(solver.outTree, outs) as R; // what solve returned, of other values
}

/** The transpose of a linear function of one pytree, which has the types of the example. */
function transposeOf<B>(f: (x: Traced<B>) => Traced<B>, example: B): (ct: Traced<B>) => Traced<B> {
  const transposed = linearTranspose(f as (x: never) => unknown, example as never);
  // The cotangent has the structure of the result, and what comes back that of the argument: both that of b.
  return (ct) => (transposed(ct as never) as unknown as [Traced<B>])[0];
}
