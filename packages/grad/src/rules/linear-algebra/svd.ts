import { add, div, eq, MissingRuleError, mul, type Array as NDArray, sub } from "@hyrax/core";
import { svd } from "@hyrax/core/library";
import type { JvpRule } from "../../interpreters/rule-kinds.js";
import { instantiate } from "../../interpreters/tangent.js";
import { inDtype } from "../dtype.js";
import { adjoint, asColumns, asRows, diagonalOf, identities, matrixSize, product, realPart } from "./matrices.js";

/** What singular vectors change by outside of the space of all of them, of more rows than those: (I − U Uᴴ) dA V S⁻¹. */
function outside(u: NDArray, change: NDArray, s: NDArray): NDArray {
  const rest = sub(change, product(u, product(adjoint(u), change)));
  return div(rest, inDtype(asRows(s, rest.shape), rest));
}

/**
 * With M = Uᴴ dA V: dsᵢ = Re Mᵢᵢ, and off the diagonal dU = U (F ∘ (M S + S Mᴴ)), dV = V (F ∘ (S M + Mᴴ S)) where
 * Fᵢⱼ = 1 / (sⱼ² − sᵢ²) (Giles 2008, "An extended collection of matrix derivative results", §3.2). Of complex matrices
 * the phase of each pair of vectors is free; all of its change is given to U (Wan & Zhang 2019, "Automatic
 * differentiation for complex valued SVD"). The singular values are taken as distinct, and not zero for vectors of
 * matrices that are not square.
 */
export const svdJvp: JvpRule<typeof svd> = ([a], [tangent], params) => {
  const { computeUv, fullMatrices } = params;
  const da = instantiate(tangent as NDArray);
  const [m, n] = matrixSize(da);
  if (computeUv && fullMatrices && m !== n) {
    throw new MissingRuleError(
      `the derivative of svd is not possible for the full matrices of ${m} by ${n} ones: the vectors beyond the first ${Math.min(m, n)} are not ` +
        "determined; ask for { fullMatrices: false }",
    );
  }
  const [s, u, vh] = svd([a as NDArray], {
    ...params,
    fullMatrices: false,
    computeUv: true,
  }) as readonly NDArray[] as readonly [NDArray, NDArray, NDArray];
  if (computeUv && s.shape.at(-1) !== Math.min(m, n)) {
    throw new MissingRuleError(
      `the derivative of svd is not possible for a subset of the singular vectors, ${s.shape.at(-1)} of ${Math.min(m, n)}: each ` +
        "changes in the direction of all others; find them all and take those that are wanted",
    );
  }
  const v = adjoint(vh);
  const change = product(product(adjoint(u), da), v);
  const ds = diagonalOf(realPart(change));
  if (!computeUv) return [[s], [ds]];

  const [rows, columns] = [asColumns(s, change.shape), asRows(s, change.shape)];
  const one = identities(rows);
  // The sum times the difference is more exact than the difference of squares.
  const squares = mul(add(columns, rows), sub(columns, rows));
  const f = inDtype(sub(div(1, add(squares, one)), one), change);
  const zero = inDtype(eq(s, 0), s);
  const inverse = asRows(sub(div(1, add(s, zero)), zero), change.shape);
  const hermitian = (x: NDArray) => add(x, adjoint(x));
  const phase = mul(div(sub(change, adjoint(change)), 2), inDtype(mul(one, inverse), change));
  const inU = add(mul(f, hermitian(mul(inDtype(columns, change), change))), phase);
  const inV = mul(f, hermitian(mul(inDtype(rows, change), change)));
  const du = product(u, inU);
  const dv = product(v, inV);
  return [
    [s, u, vh],
    [
      ds,
      m > n ? add(du, outside(u, product(da, v), s)) : du,
      adjoint(n > m ? add(dv, outside(v, product(adjoint(da), u), s)) : dv),
    ],
  ];
};
