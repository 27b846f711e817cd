import {
  customLinearSolve,
  evalJaxpr,
  isInexact,
  type LinearSolveParams,
  type Array as NDArray,
  neg,
  type ShapedArray,
  type Tangent,
  Zero,
} from "@hyrax/core";
import { jvpJaxpr } from "../../interpreters/jvp-jaxpr.js";
import { type DerivativeRules, type JvpRule, LinearInput, type TransposeRule } from "../../interpreters/rule-kinds.js";
import { addTangents, isNonzero, zeros, zeroTangent } from "../../interpreters/tangent.js";
import { withTangents } from "./tangents.js";

/** The inputs of a linear solve, divided. */
function divide<T>(inputs: readonly T[], { constLengths }: LinearSolveParams) {
  const { matvec, vecmat, solve, transposeSolve } = constLengths;
  let next = 0;
  const take = (count: number): readonly T[] => inputs.slice(next, (next += count));
  const consts = {
    matvec: take(matvec),
    vecmat: take(vecmat),
    solve: take(solve),
    transposeSolve: take(transposeSolve),
  };
  return { consts, all: inputs.slice(0, next), b: inputs.slice(next) };
}

/** A right-hand side as an array: the zero of a value, not of its tangent, which has another type for integers. */
function solvable(tangent: Tangent, { aval }: { readonly aval: ShapedArray }): NDArray {
  return isNonzero(tangent) ? tangent : zeros(aval);
}

/** `A x = b`, so `∂A x + A ∂x = ∂b` and `∂x = A⁻¹ (∂b − ∂A x)`: the same system with another right-hand side. */
export const linearSolveJvp: JvpRule<typeof customLinearSolve> = (primals, tangents, params, rules) => {
  const values = divide(primals, params);
  const { consts, b: db } = divide(tangents, params);
  const solution = customLinearSolve(primals, params);
  const x = solution.slice(0, values.b.length);
  const change = tangentOfProduct(params, values.consts.matvec, consts.matvec, x, rules);
  const rhs = db.map((ct, i) => addTangents(ct, change[i] as Tangent));
  // What is solved with beside the matrix (a first guess, a preconditioner) does not change the solution.
  if (!rhs.some(isNonzero)) return [solution, solution.map(zeroTangent)];
  const dx = customLinearSolve([...values.all, ...rhs.map((ct, i) => solvable(ct, values.b[i] as NDArray))], params);
  // What else the solver returns, and unknowns that are integers, have no tangents.
  const tangentOf = (y: NDArray, i: number) =>
    i < x.length && isInexact(y.dtype) ? (dx[i] as NDArray) : zeroTangent(y);
  return [solution, solution.map(tangentOf)];
};

/** `−∂A x`. */
function tangentOfProduct(
  { matvec }: LinearSolveParams,
  consts: readonly NDArray[],
  tangents: readonly Tangent[],
  x: readonly NDArray[],
  rules: DerivativeRules,
): readonly Tangent[] {
  if (!tangents.some(isNonzero)) return x.map(zeroTangent);
  const nonzero = [...tangents.map(isNonzero), ...x.map(() => false)];
  const derived = jvpJaxpr(matvec, nonzero, [], rules);
  const inputs = [...derived.consts, ...consts, ...x, ...tangents.filter(isNonzero)];
  const [, found] = withTangents(evalJaxpr(derived.jaxpr, [], inputs), derived.outNonzero);
  return found.map((dy) => (dy instanceof Zero ? dy : neg(dy)));
}

/** The transpose of solving with a matrix is solving with its transpose. */
export const linearSolveTranspose: TransposeRule<typeof customLinearSolve> = (cts, inputs, params) => {
  const { matvec, vecmat, solve, transposeSolve, constLengths } = params;
  if (transposeSolve === null || vecmat === null) {
    throw new TypeError(
      "customLinearSolve: reverse-mode differentiation (grad, vjp, jacrev) solves with the transpose, but it is not " +
        "known how; give the option transposeSolve, or symmetric: true where the matrix is",
    );
  }
  const { consts, all, b } = divide(inputs, params);
  if (all.some((x) => x instanceof LinearInput)) {
    throw new TypeError(
      "customLinearSolve: the solution is not linear in what matvec closes over; use grad or vjp instead",
    );
  }
  const values = consts as { readonly [K in keyof typeof consts]: readonly NDArray[] }; // none of them is linear
  const found = customLinearSolve(
    [
      ...[...values.vecmat, ...values.matvec, ...values.transposeSolve, ...values.solve],
      ...b.map((x, i) => solvable(cts[i] as Tangent, x)),
    ],
    {
      matvec: vecmat,
      vecmat: matvec,
      solve: transposeSolve,
      transposeSolve: solve,
      constLengths: {
        matvec: constLengths.vecmat,
        vecmat: constLengths.matvec,
        solve: constLengths.transposeSolve,
        transposeSolve: constLengths.solve,
      },
    },
  );
  return [...all.map(() => null), ...b.map((x, i) => (x instanceof LinearInput ? (found[i] as NDArray) : null))];
};
