import { asArray, elementwise, type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { eq, select } from "../comparison.js";
import { batchMatmul } from "../contraction.js";
import { scan } from "../control-flow/scan.js";
import { broadcastedIota, fullLike } from "../creation.js";
import { require } from "../require.js";
import { broadcastInDim, expandDims, transpose } from "../shape.js";
import { sliceInDim } from "../slicing.js";
import { adjoint, conjugate, lowerTriangle, matricesOf } from "./matrices.js";

/** Options of `ormqr`. */
export interface OrmqrOptions {
  /** Q C rather than C Q: true if not given. */
  readonly left?: boolean;
  /** Qᴴ instead of Q: false if not given. */
  readonly transpose?: boolean;
}

/**
 * The product of C and the Q of a QR factorisation, reflection by reflection, so that Q is never made. Reflections lie
 * in the columns of A `[..., m, n]` and in `taus` `[..., k]`, as `householderProduct` takes them. C has m rows where Q
 * is on the left, or m columns. Throws a `TypeError` where shapes do not go together.
 */
export function ormqr(a: Operand, taus: Operand, c: Operand, options: OrmqrOptions = {}): NDArray {
  requireOptions("ormqr", options, ["left", "transpose"]);
  const { left = true, transpose: adjointOfQ = false } = options;
  const [reflections, factors, matrix] = [matricesOf("ormqr", a), asArray(taus), matricesOf("ormqr", c)];
  const [m, n] = reflections.shape.slice(-2) as [number, number];
  const k = factors.shape.at(-1) ?? 0;
  require(matrix.shape.at(left ? -2 : -1) === m && k <= n && factors.ndim === reflections.ndim - 1, () =>
    `ormqr: takes [..., m, n], [..., k] with k <= n, and a matrix with m ${left ? "rows" : "columns"}, found ` +
    `${reflections.aval}, ${factors.aval} and ${matrix.aval}`);
  const v = unitLowerTriangle(sliceInDim(reflections, 0, k, { axis: -1 }));
  // C Q is (Qᴴ Cᴴ)ᴴ, so that reflections always come from the left. They come in order for Qᴴ, from the last on for Q.
  const inOrder = left === adjointOfQ;
  const tau = expandDims(inOrder ? conjugate(factors) : factors, [factors.ndim, factors.ndim + 1]);
  const [product] = scan(
    (rest: NDArray, [column, scale]: [NDArray, NDArray]) => {
      const row = batchMatmul(adjoint(column), rest);
      const step = broadcastInDim(
        scale,
        row.shape,
        row.shape.map((_, axis) => axis),
      );
      return [elementwise.sub(rest, batchMatmul(column, elementwise.mul(step, row))), null];
    },
    left ? matrix : adjoint(matrix),
    [axisFirst(expandDims(v, [v.ndim]), -2), axisFirst(tau, factors.ndim - 1)] as [NDArray, NDArray],
    { reverse: !inOrder },
  );
  return left ? product : adjoint(product);
}

/** Zeros above the diagonal, and ones on it. */
function unitLowerTriangle(x: NDArray): NDArray {
  const row = broadcastedIota("int32", x.shape, x.ndim - 2);
  const column = broadcastedIota("int32", x.shape, x.ndim - 1);
  return select(eq(row, column), fullLike(x, 1), lowerTriangle(x, -1));
}

function axisFirst(x: NDArray, axis: number): NDArray {
  const at = axis < 0 ? axis + x.ndim : axis;
  const others = x.shape.map((_, i) => i).filter((i) => i !== at);
  return transpose(x, [at, ...others]);
}
