import {
  contraction,
  type DotDimensionNumbers,
  type DotGeneralParams,
  dotGeneral,
  type Array as NDArray,
  type ShapedArray,
  transpose,
} from "@hyrax/core";
import { bilinear, jvpFamily, perOperand, transposeFamily } from "./derivatives.js";
import { inDtype } from "./dtype.js";

/** The axes of an array that a product neither contracts nor takes elementwise. */
function freeAxes(rank: number, contract: readonly number[], batch: readonly number[]): readonly number[] {
  return [...Array(rank).keys()].filter((axis) => !contract.includes(axis) && !batch.includes(axis));
}

type Preferred = DotGeneralParams["preferredElementType"];

/**
 * The cotangent of one factor, `x`: that of the product contracted with the other factor, `y`, over the free axes of
 * `y`. The product of that is `[...batch, ...free of x, ...contracted]`, the last in the order of y's axes.
 *
 * @param d the axes, with `x` as the left factor
 * @param yFirst whether the free axes of `y` come before those of `x` in the cotangent
 */
function factorCotangent(
  ct: NDArray,
  x: ShapedArray,
  y: NDArray,
  d: DotDimensionNumbers,
  yFirst: boolean,
  preferredElementType: Preferred,
): NDArray {
  const xFree = freeAxes(x.shape.length, d.lhsContract, d.lhsBatch);
  const yFree = freeAxes(y.ndim, d.rhsContract, d.rhsBatch);
  const batch = d.lhsBatch.map((_, i) => i);
  const firstOfY = batch.length + (yFirst ? 0 : xFree.length);
  const product = dotGeneral(ct, inDtype(y, ct), {
    dimensionNumbers: {
      lhsContract: yFree.map((_, i) => firstOfY + i),
      rhsContract: yFree,
      lhsBatch: batch,
      rhsBatch: d.rhsBatch,
    },
    preferredElementType,
  });
  const inOrderOfY = (i: number, j: number) => axisOf(d.rhsContract, i) - axisOf(d.rhsContract, j);
  const contracted = d.rhsContract.map((_, i) => i).sort(inOrderOfY);
  const order = [...d.lhsBatch, ...xFree, ...contracted.map((i) => axisOf(d.lhsContract, i))];
  return inDtype(
    permuted(
      product,
      order.map((_, axis) => order.indexOf(axis)),
    ),
    x,
  );
}

function axisOf(axes: readonly number[], i: number): number {
  return axes[i] as number;
}

function permuted(x: NDArray, permutation: readonly number[]): NDArray {
  return permutation.every((from, to) => from === to) ? x : transpose(x, { permutation });
}

/** The same product with its factors exchanged. */
function mirrored(d: DotDimensionNumbers): DotDimensionNumbers {
  return { lhsContract: d.rhsContract, rhsContract: d.lhsContract, lhsBatch: d.rhsBatch, rhsBatch: d.lhsBatch };
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
    (ct, x, [, y], { dimensionNumbers, preferredElementType }) =>
      factorCotangent(ct, x, y, dimensionNumbers, false, preferredElementType),
    (ct, y, [x], { dimensionNumbers, preferredElementType }) =>
      factorCotangent(ct, y, x, mirrored(dimensionNumbers), true, preferredElementType),
  ),
});
