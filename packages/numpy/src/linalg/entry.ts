import { type Array as NDArray, slice, squeeze } from "@hyrax/core";

/** The element of each matrix in a row and a column. */
export function entry(x: NDArray, row: number, column: number): NDArray {
  const [rows, columns] = [x.ndim - 2, x.ndim - 1];
  const at = (batch: (size: number) => number, past: number) =>
    x.shape.map((size, axis) => (axis === rows ? row + past : axis === columns ? column + past : batch(size)));
  const found = slice(x, { startIndices: at(() => 0, 0), limitIndices: at((size) => size, 1), strides: null });
  return squeeze(found, { dimensions: [rows, columns] });
}
