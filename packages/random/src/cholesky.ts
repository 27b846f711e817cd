import {
  add,
  div,
  dynamicSlice,
  eq,
  ge,
  iota,
  mul,
  type Array as NDArray,
  reduceAnd,
  reshape,
  scalarArray,
  sqrt,
  sub,
  transpose,
} from "@hyrax/core";
import { broadcastTo, expandLast, where } from "./arithmetic.js";
import { scanOver } from "./loops.js";

/**
 * The lower triangular factor L of symmetric positive definite matrices L Lᵀ, `[..., n, n]`; NaN where a matrix is not
 * positive definite. One column after the other, each taken off what is left as its outer product.
 * Source: Golub, Van Loan, "Matrix computations", section 4.2.5.
 */
export function cholesky(matrices: NDArray): NDArray {
  const { shape, dtype } = matrices;
  const batch = shape.slice(0, -2);
  const n = shape.at(-1) as number;
  const axes = batch.map((_, axis) => axis);
  const count = iota({ dtype: "int32", shape: [n], dimension: 0 });
  const zeros = batch.map(() => scalarArray(0, "int32"));
  const vector = [...batch, n];

  const [, columns] = scanOver(
    (left, [j]) => {
      const at = j as NDArray;
      const column = reshape(
        dynamicSlice([left, ...zeros, scalarArray(0, "int32"), at], { sliceSizes: [...vector, 1] }),
        { newSizes: vector },
      );
      const pivot = dynamicSlice([column, ...zeros, at], { sliceSizes: [...batch, 1] });
      const scaled = div(column, broadcastTo(sqrt(pivot), vector));
      const lower = where(broadcastTo(ge(count, at), vector), scaled, 0);
      const outer = mul(
        broadcastTo(expandLast(lower), shape),
        broadcastTo(reshape(lower, { newSizes: [...batch, 1, n] }), shape),
      );
      return [sub(left, outer), lower];
    },
    symmetric(matrices),
    [count],
  );
  const factor = transpose(columns, { permutation: [...axes.map((axis) => axis + 1), axes.length + 1, 0] });
  const definite = reduceAnd(eq(factor, factor), { axes: [axes.length, axes.length + 1] });
  const everywhere = broadcastTo(reshape(definite, { newSizes: [...batch, 1, 1] }), shape);
  return where(everywhere, factor, scalarArray(Number.NaN, dtype));
}

function symmetric(matrices: NDArray): NDArray {
  const rank = matrices.ndim;
  const swapped = [...matrices.shape.slice(0, -2).map((_, axis) => axis), rank - 1, rank - 2];
  return mul(add(matrices, transpose(matrices, { permutation: swapped })), 0.5);
}
