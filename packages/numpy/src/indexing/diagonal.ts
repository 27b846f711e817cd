import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { canonicalAxes } from "../axes.js";
import { toArray } from "../convert.js";
import { moveaxis, ravel, reshape } from "../shape.js";
import { refuseInplace } from "./along-axis.js";
import { knownIndices } from "./index-array.js";
import { readIndex } from "./read.js";
import { tileTo } from "./tile-to.js";
import { indexed } from "./write.js";

/** Options of `diagonal` and `trace`. */
export interface DiagonalOptions {
  /** How far above the main diagonal; negative is below. */
  readonly offset?: number;
  readonly axis1?: number;
  readonly axis2?: number;
}

/** The diagonals of the matrices that `axis1` and `axis2` span, the first two axes by default, along a new last axis. */
export function diagonal(x: ArrayLike, options: DiagonalOptions = {}): NDArray {
  requireOptions("diagonal", options, ["offset", "axis1", "axis2"]);
  const { offset = 0, axis1 = 0, axis2 = 1 } = options;
  const array = toArray(x, "diagonal");
  if (array.ndim < 2) {
    throw new TypeError(
      `diagonal: needs two axes at least, found the shape [${array.shape.join(", ")}]; diag makes a matrix`,
    );
  }
  const axes = canonicalAxes("diagonal", [axis1, axis2], array.ndim);
  const matrices = moveaxis(array, axes, [array.ndim - 2, array.ndim - 1]);
  const [rows, columns] = matrices.shape.slice(-2) as [number, number];
  const length = Math.max(0, Math.min(rows + Math.min(offset, 0), columns - Math.max(offset, 0)));
  const steps = Array.from({ length }, (_, i) => i);
  return readIndex("diagonal", matrices, [
    "...",
    knownIndices(steps.map((i) => i - Math.min(offset, 0))),
    knownIndices(steps.map((i) => i + Math.max(offset, 0))),
  ]);
}

/** Options of `fillDiagonal`. */
export interface FillDiagonalOptions {
  /** In a tall matrix, start the diagonal again below a free row. */
  readonly wrap?: boolean;
  /** Arrays never change: only false is possible, which JAX asks for. */
  readonly inplace?: false;
}

/**
 * A copy of `x` with a value, or values over and over, on its main diagonal. Throws a `TypeError` for fewer than two axes, and
 * for more than two whose sizes differ.
 */
export function fillDiagonal(x: ArrayLike, value: ArrayLike, options: FillDiagonalOptions = {}): NDArray {
  requireOptions("fillDiagonal", options, ["wrap", "inplace"]);
  refuseInplace("fillDiagonal", options.inplace);
  const array = toArray(x, "fillDiagonal");
  const { shape } = array;
  if (array.ndim < 2)
    throw new TypeError(`fillDiagonal: needs two axes at least, found the shape [${shape.join(", ")}]`);
  if (array.ndim > 2 && shape.some((n) => n !== shape[0])) {
    throw new TypeError(`fillDiagonal: more than two axes must have the same size, found [${shape.join(", ")}]`);
  }
  const step = shape.reduceRight<readonly [number, number]>(
    ([sum, stride], n) => [sum + stride, stride * n],
    [0, 1],
  )[0];
  const last = array.ndim === 2 && options.wrap !== true ? Math.min((shape[1] as number) ** 2, array.size) : array.size;
  const positions: number[] = [];
  for (let i = 0; i < last; i += step) positions.push(i);
  const values = tileTo(ravel(value), positions.length);
  return reshape(indexed(ravel(array), [knownIndices(positions)]).set(values), shape);
}
