import {
  contraction,
  convertElementType,
  type DotDimensionNumbers,
  type DotGeneralParams,
  dotGeneral,
  type Array as NDArray,
  type ShapedArray,
  transpose,
} from "@hyrax/core";
import { bilinear, jvpFamily, perOperand, transposeFamily } from "./derivatives.js";

/** The axes of an array that a product neither contracts nor takes elementwise. */
function freeAxes(rank: number, contract: readonly number[], batch: readonly number[]): readonly number[] {
  return [...Array(rank).keys()].filter((axis) => !contract.includes(axis) && !batch.includes(axis));
}

function inDtype(x: NDArray, { dtype }: { readonly dtype: NDArray["dtype"] }): NDArray {
  return x.dtype === dtype ? x : convertElementType(x, { newDtype: dtype, weakType: false });
}

/**
 * The cotangent of the left factor `x`: that of the product, `[...batch, ...free of x, ...free of y]`, contracted with
 * `y` over the free axes of `y`. It comes out as `[...batch, ...free of x, ...contracted]`, in the order of y's axes.
 */
function leftCotangent(
  ct: NDArray,
  x: ShapedArray,
  y: NDArray,
  d: DotDimensionNumbers,
  preferredElementType: DotGeneralParams["preferredElementType"],
): NDArray {
  const xFree = freeAxes(x.shape.length, d.lhsContract, d.lhsBatch);
  const yFree = freeAxes(y.ndim, d.rhsContract, d.rhsBatch);
  const batch = d.lhsBatch.map((_, i) => i);
  const product = dotGeneral(ct, inDtype(y, ct), {
    dimensionNumbers: {
      lhsContract: yFree.map((_, i) => batch.length + xFree.length + i),
      rhsContract: yFree,
      lhsBatch: batch,
      rhsBatch: d.rhsBatch,
    },
    preferredElementType,
  });
  const contracted = d.rhsContract.map((_, i) => i).sort((i, j) => axisOf(d.rhsContract, i) - axisOf(d.rhsContract, j));
  const order = [...d.lhsBatch, ...xFree, ...contracted.map((i) => axisOf(d.lhsContract, i))];
  return inDtype(transpose(product, { permutation: order.map((_, axis) => order.indexOf(axis)) }), x);
}

function axisOf(axes: readonly number[], i: number): number {
  return axes[i] as number;
}

/** The cotangent of the right factor: that of the left one in the product with its factors exchanged. */
function rightCotangent(
  ct: NDArray,
  y: ShapedArray,
  x: NDArray,
  d: DotDimensionNumbers,
  preferredElementType: DotGeneralParams["preferredElementType"],
): NDArray {
  const batch = d.lhsBatch.length;
  const xFree = x.ndim - batch - d.lhsContract.length;
  const yFree = y.shape.length - batch - d.rhsContract.length;
  const axes = (start: number, n: number) => [...Array(n).keys()].map((i) => start + i);
  const exchanged = transpose(ct, {
    permutation: [...axes(0, batch), ...axes(batch + xFree, yFree), ...axes(batch, xFree)],
  });
  const mirrored = {
    lhsContract: d.rhsContract,
    rhsContract: d.lhsContract,
    lhsBatch: d.rhsBatch,
    rhsBatch: d.lhsBatch,
  };
  return leftCotangent(exchanged, y, x, mirrored, preferredElementType);
}

export const contractionJvp = jvpFamily(contraction, {
  dotGeneral: perOperand(dotGeneral, [
    (dx, [, y], _, params) => dotGeneral(dx, y, params),
    (dy, [x], _, params) => dotGeneral(x, dy, params),
  ]),
});

export const contractionTranspose = transposeFamily(contraction, {
  dotGeneral: bilinear(
    dotGeneral,
    (ct, x, [, y], params) => leftCotangent(ct, x, y, params.dimensionNumbers, params.preferredElementType),
    (ct, y, [x], params) => rightCotangent(ct, y, x, params.dimensionNumbers, params.preferredElementType),
  ),
});
