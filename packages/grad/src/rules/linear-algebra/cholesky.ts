import { add, div } from "@hyrax/core";
import { cholesky, triangularSolve } from "@hyrax/core/library";
import type { JvpRule } from "../../interpreters/rule-kinds.js";
import { instantiate } from "../../interpreters/tangent.js";
import { identities, product, tril } from "./matrices.js";

/**
 * dL = L Φ(L⁻¹ dA L⁻ᴴ) where Φ takes the lower triangle and half of the diagonal (Murray 2016, "Differentiation of the
 * Cholesky decomposition", §3.1). It takes dA as Hermitian, as A is.
 */
export const choleskyJvp: JvpRule<typeof cholesky> = ([a], [da]) => {
  const l = cholesky(a);
  const options = { lower: true, unitDiagonal: false };
  const right = triangularSolve(l, instantiate(da), {
    ...options,
    leftSide: false,
    transposeA: true,
    conjugateA: true,
  });
  const both = triangularSolve(l, right, { ...options, leftSide: true, transposeA: false, conjugateA: false });
  const phi = div(tril(both), add(identities(a), 1));
  return [l, product(l, phi)];
};
