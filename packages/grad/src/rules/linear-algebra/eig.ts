import { MissingRuleError, mul, type Array as NDArray, reduceSum } from "@hyrax/core";
import { eig } from "@hyrax/core/library";
import type { JvpRule } from "../../interpreters/rule-kinds.js";
import { instantiate } from "../../interpreters/tangent.js";
import { inDtype } from "../dtype.js";
import { transposed } from "./matrices.js";
import { solved } from "./solve.js";

/**
 * dwᵢ = (V⁻¹ dA V)ᵢᵢ for distinct eigenvalues (Giles 2008, "An extended collection of matrix derivative results", §3.1).
 * JAX refuses the derivative of the eigenvectors too, unless it is told to trust the input.
 */
export const eigJvp: JvpRule<typeof eig> = ([a], [da], params) => {
  if (params.computeLeftEigenvectors || params.computeRightEigenvectors) {
    throw new MissingRuleError(
      "the derivative of the eigenvectors that eig finds is not possible: they are determined up to a factor only, and only where the " +
        "eigenvalues are distinct. For the eigenvalues alone ask for no eigenvectors (eigvals); for Hermitian matrices use eigh",
    );
  }
  const [w, v] = eig([a as NDArray], { ...params, computeRightEigenvectors: true }) as readonly [NDArray, NDArray];
  const rows = solved(v, inDtype(instantiate(da as NDArray), v));
  return [[w], [reduceSum(mul(rows, transposed(v)), { axes: [v.ndim - 1] })]];
};
