import {
  add,
  concatenate,
  isComplex,
  mul,
  type Array as NDArray,
  neg,
  type ShapedArray,
  shapedArray,
  sub,
} from "@hyrax/core";
import { qr, triangularSolve } from "@hyrax/core/library";
import type { JvpRule } from "../../interpreters/rule-kinds.js";
import { instantiate, zeros, zeroTangent } from "../../interpreters/tangent.js";
import { inDtype } from "../dtype.js";
import {
  adjoint,
  batchOf,
  block,
  identities,
  matrixSize,
  permutedColumns,
  product,
  realPart,
  tril,
} from "./matrices.js";
import { solved } from "./solve.js";

type Factors = readonly [q: NDArray, r: NDArray];

/**
 * A = Q R with as many columns in Q as in A, at most as many as rows: with M = Qᴴ dA R⁻¹ and Ω, which is tril(M, −1)
 * made skew-Hermitian, dQ = Q (Ω − M) + dA R⁻¹ and dR = (M − Ω) R (Walter & Lehmann 2010, "Algorithmic differentiation
 * of linear algebra functions"). The diagonal of R stays real, so that the imaginary part of that of M is Q's.
 */
function thinTangents(q: NDArray, r: NDArray, da: NDArray): Factors {
  const right = triangularSolve(r, da, {
    leftSide: false,
    lower: false,
    transposeA: false,
    conjugateA: false,
    unitDiagonal: false,
  });
  const m = product(adjoint(q), right);
  const lower = tril(m, -1);
  const skew = sub(lower, adjoint(lower));
  const rotation = isComplex(m.dtype) ? add(skew, mul(identities(m), sub(m, inDtype(realPart(m), m)))) : skew;
  return [add(product(q, sub(rotation, m)), right), product(sub(m, rotation), r)];
}

/** More columns than rows: the square part alone makes Q, and the rest of R is Qᴴ A. */
function wideTangents(q: NDArray, r: NDArray, a: NDArray, da: NDArray): Factors {
  const [m, n] = matrixSize(a);
  const [first, rest] = [
    [0, m],
    [m, n],
  ] as const;
  const [dq, drFirst] = thinTangents(q, block(r, [0, m], first), block(da, [0, m], first));
  const drRest = add(product(adjoint(dq), block(a, [0, m], rest)), product(adjoint(q), block(da, [0, m], rest)));
  return [dq, concatenate([drFirst, drRest], { dimension: a.ndim - 1 })];
}

/**
 * More rows than columns, with the whole of Q = [Q₁ Q₂]. Householder's reflections make Q = I − Y T Yᴴ with Y of as many
 * columns as A (Schreiber & Van Loan 1989, "A storage-efficient WY representation for products of Householder
 * transformations"). From that, Q₂ = E₂ + (Q₁ − E₁) Zᴴ with Z = Q₂₁ (Q₁₁ − I)⁻¹, where [Q₁₁; Q₂₁] are the blocks of Q₁
 * and [E₁ E₂] is the identity. So dQ₂ = dQ₁ Zᴴ − (Q₁ + Q₂ Z) (dQ₂₁ − Z dQ₁₁)ᴴ.
 */
function fullTangents(q: NDArray, r: NDArray, da: NDArray): Factors {
  const [m, n] = matrixSize(da);
  const [columns, top, bottom] = [
    [0, n],
    [0, n],
    [n, m],
  ] as const;
  const q1 = block(q, [0, m], columns);
  const [dq1, dr1] = thinTangents(q1, block(r, top, columns), da);
  const q11 = block(q, top, columns);
  const zAdjoint = solved(adjoint(sub(q11, identities(q11))), adjoint(block(q, bottom, columns)));
  const z = adjoint(zAdjoint);
  const turned = add(q1, product(block(q, [0, m], [n, m]), z));
  const change = sub(block(dq1, bottom, columns), product(z, block(dq1, top, columns)));
  const dq2 = add(product(dq1, zAdjoint), neg(product(turned, adjoint(change))));
  return [
    concatenate([dq1, dq2], { dimension: da.ndim - 1 }),
    concatenate([dr1, zeros(shaped(dr1, [m - n, n]))], { dimension: da.ndim - 2 }),
  ];
}

function shaped(x: NDArray, matrix: readonly [number, number]): ShapedArray {
  return shapedArray(batchOf(x, matrix), x.dtype);
}

/** The order of columns that pivoting finds does not change with A. */
export const qrJvp: JvpRule<typeof qr> = ([a], [tangent], params) => {
  const outs = qr([a as NDArray], params);
  const [q, r, permutation] = outs as readonly [NDArray, NDArray, NDArray?];
  const ordered = (x: NDArray) => (permutation === undefined ? x : permutedColumns(x, permutation));
  const da = ordered(instantiate(tangent as NDArray));
  const [m, n] = matrixSize(da);
  const tangents =
    m < n
      ? wideTangents(q, r, ordered(a as NDArray), da)
      : m > n && params.fullMatrices
        ? fullTangents(q, r, da)
        : thinTangents(q, r, da);
  return [outs, permutation === undefined ? tangents : [...tangents, zeroTangent(permutation)]];
};
