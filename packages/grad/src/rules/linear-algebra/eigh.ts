import { add, div, MissingRuleError, mul, type Array as NDArray, sub } from "@hyrax/core";
import { eigh } from "@hyrax/core/library";
import type { JvpRule } from "../../interpreters/rule-kinds.js";
import { instantiate } from "../../interpreters/tangent.js";
import { inDtype } from "../dtype.js";
import { adjoint, asColumns, asRows, diagonalOf, identities, matrixSize, product, realPart } from "./matrices.js";

/**
 * With M = Vᴴ dA V: dwᵢ = Mᵢᵢ and dV = V (F ∘ M), where Fᵢⱼ = 1 / (wⱼ − wᵢ) off the diagonal and 0 on it (Giles 2008,
 * "An extended collection of matrix derivative results", §3.1). It takes dA as Hermitian, as A is, and the eigenvalues
 * as distinct: F is infinite for two that are equal, whose eigenvectors are not determined.
 */
export const eighJvp: JvpRule<typeof eigh> = ([a], [da], params) => {
  const [v, w] = eigh([a as NDArray], params) as readonly [NDArray, NDArray];
  const [, found] = matrixSize(v);
  if (found !== matrixSize(a as NDArray)[0]) {
    throw new MissingRuleError(
      `the derivative of eigh is not possible for a subset of the eigenvalues, ${found} of ${matrixSize(v)[0]}: ` +
        "each eigenvector changes in the direction of all others; find them all and take those that are wanted",
    );
  }
  const one = identities(v);
  const values = inDtype(w, v);
  const differences = sub(asRows(values, v.shape), asColumns(values, v.shape));
  const f = sub(div(1, add(differences, one)), one);
  const m = product(product(adjoint(v), instantiate(da as NDArray)), v);
  return [
    [v, w],
    [product(v, mul(f, m)), diagonalOf(realPart(m))],
  ];
};
