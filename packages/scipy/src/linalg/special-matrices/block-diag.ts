import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/**
 * The matrix with these matrices along its diagonal, and zeros elsewhere; vectors are rows. Throws a `TypeError` for arrays of more
 * than two axes.
 */
export function blockDiag(...blocks: readonly ArrayLike[]): NDArray {
  if (blocks.length === 0) return np.zeros([1, 0]);
  const dtype = np.resultType(...blocks);
  const matrices = blocks.map((block, i) => {
    const array = np.asarray(block);
    if (array.ndim <= 2) return np.atleast2d(array).astype(dtype);
    throw new TypeError(`blockDiag: takes matrices, found the shape [${array.shape.join(", ")}] at place ${i}`);
  });
  const widths = matrices.map(({ shape }) => shape[1] as number);
  const total = widths.reduce((sum, width) => sum + width, 0);
  let before = 0;
  const rows = matrices.map((matrix, i) => {
    const after = total - before - (widths[i] as number);
    const row = np.pad(matrix, [
      [0, 0],
      [before, after],
    ]);
    before = total - after;
    return row;
  });
  return np.concatenate(rows, { axis: 0 });
}
