import { type ArrayLike, type Array as NDArray, requireOptions, reshape, transpose } from "@hyrax/core";
import { promoteDtypes } from "../promote.js";
import { contract, type ProductOptions } from "./contract.js";

/**
 * The matrix product: `[…, n, k] @ […, k, m]` gives `[…, n, m]`. Leading axes broadcast; an array of one axis is a row on the
 * left, a column on the right, and its axis is gone from the result.
 * Throws a `TypeError` for scalars and for inner sizes that differ.
 *
 * @example np.matmul(np.ones([2, 3]), np.ones([3, 4])).shape // [2, 4]
 */
export function matmul(x: ArrayLike, y: ArrayLike, options: ProductOptions = {}): NDArray {
  requireOptions("matmul", options, ["preferredElementType"]);
  const [a, b] = promoteDtypes("matmul", x, y);
  requireMatrices(a, b);
  const rank = Math.max(a.ndim, b.ndim, 2) - 2;
  const left = new MatrixSide(a, rank, -1);
  const right = new MatrixSide(b, rank, b.ndim === 1 ? -1 : -2);
  const batch = Array.from({ length: rank }, (_, i) => i).filter((i) => left.has(i) && right.has(i));

  for (const i of batch) {
    const [n, m] = [left.size(i), right.size(i)];
    if (n !== m && n !== 1 && m !== 1) {
      throw new TypeError(
        `matmul: ${shapes(a, b)}: the leading axes have sizes ${n} and ${m} at ${i - rank - 2}, which must be equal or 1`,
      );
    }
  }
  // An axis that broadcasts is free, not a batch axis: the side that has size 1 there loses it.
  const shared = batch.filter((i) => left.size(i) === right.size(i));
  const stretched = batch.filter((i) => left.size(i) !== right.size(i));
  left.drop(stretched.filter((i) => left.size(i) === 1));
  right.drop(stretched.filter((i) => right.size(i) === 1));

  const product = contract(
    left.array,
    right.array,
    {
      lhsContract: [left.contracted],
      rhsContract: [right.contracted],
      lhsBatch: shared.map((i) => left.axisOf(i)),
      rhsBatch: shared.map((i) => right.axisOf(i)),
    },
    options,
  );
  const order = [...shared, ...left.free(shared), ...right.free(shared)];
  const wanted = order.map((_, i) => i).sort((i, j) => (order[i] as number) - (order[j] as number));
  return wanted.every((axis, i) => axis === i) ? product : transpose(product, { permutation: wanted });
}

const shapes = (a: NDArray, b: NDArray) => `[${a.shape.join(", ")}] @ [${b.shape.join(", ")}]`;

function requireMatrices(a: NDArray, b: NDArray): void {
  if (a.ndim === 0 || b.ndim === 0) {
    throw new TypeError(`matmul: ${shapes(a, b)}: a scalar is no matrix; multiply with mul`);
  }
  const inner = b.ndim === 1 ? -1 : -2;
  if (a.shape.at(-1) === b.shape.at(inner)) return;
  throw new TypeError(
    `matmul: inner sizes differ: ${shapes(a, b)}; axis -1 of the first, ${a.shape.at(-1)}, must equal axis ${inner} of the ` +
      `second, ${b.shape.at(inner)}`,
  );
}

/** One side of a product, its leading axes numbered as those of the result. */
class MatrixSide {
  array: NDArray;
  /** The number of each axis in the result; -1 for the contracted one. */
  #places: number[];

  constructor(x: NDArray, rank: number, contracted: number) {
    this.array = x;
    const matrixAxes = Math.min(x.ndim, 2);
    const leading = x.ndim - matrixAxes;
    // Behind the leading axes come the rows of the left side, then the columns of the right side.
    const free = contracted === -1 ? rank : rank + 1;
    this.#places = x.shape.map((_, axis) => (axis < leading ? rank - leading + axis : free));
    this.#places[x.ndim + contracted] = -1;
  }

  get contracted(): number {
    return this.#places.indexOf(-1);
  }

  has(place: number): boolean {
    return this.#places.includes(place);
  }

  axisOf(place: number): number {
    return this.#places.indexOf(place);
  }

  size(place: number): number {
    return this.array.shape[this.axisOf(place)] as number;
  }

  free(shared: readonly number[]): readonly number[] {
    return this.#places.filter((place) => place !== -1 && !shared.includes(place));
  }

  drop(places: readonly number[]): void {
    if (places.length === 0) return;
    const kept = this.#places.flatMap((place, axis) => (places.includes(place) ? [] : [axis]));
    this.array = reshape(this.array, { newSizes: kept.map((axis) => this.array.shape[axis] as number) });
    this.#places = kept.map((axis) => this.#places[axis] as number);
  }
}
