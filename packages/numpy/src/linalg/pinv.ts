import { type ArrayLike, add, type Array as NDArray, neg, requireOptions, sub } from "@hyrax/core";
import { toArray } from "../convert.js";
import { zeros } from "../creation.js";
import { withDerivative } from "../custom-derivative.js";
import { divide, multiply } from "../elementwise/arithmetic.js";
import { greater } from "../elementwise/comparison.js";
import { finfo } from "../float-info.js";
import { matmul } from "../products/matmul.js";
import { expandDims } from "../shape.js";
import { sliceAxis } from "../slices.js";
import { where } from "../where.js";
import { adjoint, hermitianPart } from "./hermitian.js";
import { matricesOf } from "./matrices-of.js";
import { svd } from "./svd.js";

/** Options of `pinv`. */
export interface PinvOptions {
  /**
   * Singular values up to this part of the greatest count as zero: `10 max(m, n) eps` if not given. It may differ from matrix to
   * matrix: `[...]`.
   */
  readonly rtol?: ArrayLike | null;
  /** Another name of `rtol`. */
  readonly rcond?: ArrayLike | null;
  /** The matrices are Hermitian. */
  readonly hermitian?: boolean;
}

/**
 * The pseudo-inverses (Moore–Penrose) `[..., n, m]` of matrices `[..., m, n]`, by their singular values. The derivative is that for a constant rank.
 * Throws a `TypeError` if both `rtol` and `rcond` are given.
 */
export function pinv(x: ArrayLike, options: PinvOptions = {}): NDArray {
  requireOptions("pinv", options, ["rtol", "rcond", "hermitian"]);
  const { rtol = null, rcond = null, hermitian = false } = options;
  if (rtol !== null && rcond !== null) throw new TypeError("pinv: rtol and rcond are the same; give one of them");
  const array = matricesOf("pinv", x);
  const [m, n] = array.shape.slice(-2) as [number, number];
  if (m === 0 || n === 0) return zeros([...array.shape.slice(0, -2), n, m], { dtype: array.dtype });
  const tolerance = rtol ?? rcond ?? 10 * Math.max(m, n) * finfo(array.dtype).eps;
  return (hermitian ? ofHermitian : ofAny)(array, toArray(tolerance, "pinv"));
}

type Inputs = [x: NDArray, rtol: NDArray];

const ofAny = /* @__PURE__ */ withDerivative<Inputs>(
  "pinv",
  (x, rtol) => inverse(x, rtol, false),
  ([x], [dx], result) => tangent(x, dx, result),
);

const ofHermitian = /* @__PURE__ */ withDerivative<Inputs>(
  "pinv",
  (x, rtol) => inverse(x, rtol, true),
  ([x], [dx], result) => tangent(hermitianPart(x), hermitianPart(dx), result),
);

/** `V diag(1 / s) Uᴴ`, without the singular values that count as zero. */
function inverse(x: NDArray, rtol: NDArray, hermitian: boolean): NDArray {
  const { U, S, Vh } = svd(x, { fullMatrices: false, hermitian });
  const cutoff = multiply(expandDims(rtol, -1), sliceAxis(S, S.ndim - 1, 0, 1));
  const divisors = where(greater(S, cutoff), S, Number.POSITIVE_INFINITY);
  return matmul(adjoint(Vh), divide(adjoint(U), expandDims(divisors, -1)));
}

/**
 * dP = −P dA P + P Pᴴ dAᴴ (I − A P) + (I − P A) dAᴴ Pᴴ P (Golub & Pereyra 1973, "The differentiation of pseudo-inverses and nonlinear least
 * squares problems whose variables separate", theorem 4.3), in the order that makes the smaller products.
 */
function tangent(a: NDArray, da: NDArray, p: NDArray): NDArray {
  const tall = (a.shape.at(-2) as number) >= (a.shape.at(-1) as number);
  const product = (x: NDArray, y: NDArray, z: NDArray, leftFirst: boolean) =>
    leftFirst ? matmul(matmul(x, y), z) : matmul(x, matmul(y, z));
  const [pAdjoint, daAdjoint] = [adjoint(p), adjoint(da)];
  const s = product(p, pAdjoint, daAdjoint, tall);
  const t = product(daAdjoint, pAdjoint, p, tall);
  const rows = sub(s, product(s, a, p, tall));
  const columns = sub(t, product(p, a, t, tall));
  return add(add(neg(product(p, da, p, tall)), rows), columns);
}
