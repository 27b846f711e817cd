import {
  broadcastInDim,
  div,
  dotGeneral,
  eq,
  iota,
  mul,
  type Array as NDArray,
  reduceSum,
  sqrt,
  sub,
  transpose,
} from "@hyrax/core";
import { broadcastTo, expandLast, full, where } from "./arithmetic.js";
import { scanOver } from "./loops.js";

/**
 * The orthonormal columns of matrices `[..., rows, columns]`, as many as their columns or fewer than their rows: the Q
 * of their QR decomposition in which the diagonal of R is positive. Each column is projected off those before it twice,
 * which leaves them orthogonal to working precision.
 * Source: Giraud, Langou, Rozložník, "The loss of orthogonality in the Gram-Schmidt orthogonalization process", 2005.
 */
export function orthonormalColumns(matrices: NDArray): NDArray {
  const { shape, dtype } = matrices;
  const rank = shape.length;
  const batch = shape.slice(0, -2).map((_, axis) => axis);
  const product = (basis: NDArray, x: NDArray, axis: number) => {
    const dimensionNumbers = { lhsContract: [axis], rhsContract: [rank - 2], lhsBatch: batch, rhsBatch: batch };
    return dotGeneral(basis, x, { dimensionNumbers, preferredElementType: null });
  };
  const projectedOff = (basis: NDArray, x: NDArray) => sub(x, product(basis, product(basis, x, rank - 2), rank - 1));

  const columns = transpose(matrices, { permutation: [rank - 1, ...batch, rank - 2] });
  const places = iota({ dtype: "int32", shape: [shape[rank - 1] as number], dimension: 0 });
  const [, normalised] = scanOver(
    (basis, [column, place]) => {
      const rest = projectedOff(basis, projectedOff(basis, column as NDArray));
      const length = sqrt(reduceSum(mul(rest, rest), { axes: [rank - 2] }));
      const next = div(rest, broadcastTo(expandLast(length), rest.shape));
      const here = broadcastInDim(eq(places, place as NDArray), { shape, broadcastDimensions: [rank - 1] });
      return [where(here, broadcastTo(expandLast(next), shape), basis), next];
    },
    full(shape, 0, dtype),
    [columns, places],
  );
  return transpose(normalised, { permutation: [...batch.map((axis) => axis + 1), rank - 1, 0] });
}
