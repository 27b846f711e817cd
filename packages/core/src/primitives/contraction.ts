import { type ShapedArray, shapedArray } from "../aval.js";
import type { DType } from "../dtypes/dtype.js";
import { primitive } from "../primitive.js";
import { require, requireAxes, requireKind, requireSameDtype } from "./abstract.js";

/** The axes that a product contracts, and those that it takes elementwise, of each side. */
export interface DotDimensionNumbers {
  readonly lhsContract: readonly number[];
  readonly rhsContract: readonly number[];
  readonly lhsBatch: readonly number[];
  readonly rhsBatch: readonly number[];
}

export interface DotGeneralParams {
  readonly dimensionNumbers: DotDimensionNumbers;
  /** The dtype to add up in and to return; null means that of the inputs. */
  readonly preferredElementType: DType | null;
}

/** Sums of products over the contracted axes: `[...batch, ...lhs free, ...rhs free]`. */
export const dotGeneral = primitive(
  "dot_general",
  (
    inputs: readonly [lhs: ShapedArray, rhs: ShapedArray],
    { dimensionNumbers, preferredElementType }: DotGeneralParams,
  ) => {
    const [lhs, rhs] = inputs;
    requireSameDtype(inputs);
    requireKind(lhs, "biufc");
    const { lhsContract, rhsContract, lhsBatch, rhsBatch } = dimensionNumbers;
    requireAxes(lhs, [...lhsContract, ...lhsBatch]);
    requireAxes(rhs, [...rhsContract, ...rhsBatch]);
    matchAxes("contracted", lhs, rhs, lhsContract, rhsContract);
    matchAxes("batch", lhs, rhs, lhsBatch, rhsBatch);
    const free = (x: ShapedArray, taken: readonly number[]) => x.shape.filter((_, axis) => !taken.includes(axis));
    return shapedArray(
      [
        ...lhsBatch.map((axis) => lhs.shape[axis] as number),
        ...free(lhs, [...lhsContract, ...lhsBatch]),
        ...free(rhs, [...rhsContract, ...rhsBatch]),
      ],
      preferredElementType ?? lhs.dtype,
      preferredElementType === null && lhs.weakType && rhs.weakType,
    );
  },
  {
    print: (params) => {
      const { dimensionNumbers: d, preferredElementType } = params as DotGeneralParams;
      // JAX prints these axes as lists within tuples.
      const list = (axes: readonly number[]) => `[${axes.join(", ")}]`;
      const text = `((${list(d.lhsContract)}, ${list(d.rhsContract)}), (${list(d.lhsBatch)}, ${list(d.rhsBatch)}))`;
      return {
        dimensionNumbers: { toString: () => text },
        ...(preferredElementType !== null && { preferredElementType }),
      };
    },
  },
);

function matchAxes(
  kind: string,
  lhs: ShapedArray,
  rhs: ShapedArray,
  lhsAxes: readonly number[],
  rhsAxes: readonly number[],
): void {
  const sizes = (x: ShapedArray, axes: readonly number[]) => axes.map((axis) => x.shape[axis]);
  require(sizes(lhs, lhsAxes).join() === sizes(rhs, rhsAxes).join(), () =>
    `the ${kind} axes differ in size: [${lhsAxes.join(", ")}] of ${lhs} are [${sizes(lhs, lhsAxes).join(", ")}], ` +
    `[${rhsAxes.join(", ")}] of ${rhs} are [${sizes(rhs, rhsAxes).join(", ")}]`);
}

/** Products of matrices and tensors. */
export const contraction = { dotGeneral };
