import type { ShapedArray } from "../aval.js";
import type { DType } from "../dtypes/dtype.js";
import { primitive } from "../primitive.js";
import { contractionAval, require, requireAxes, requireKind, requireSameDtype, withoutAxes } from "./abstract.js";

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
    const lhsTaken = [...lhsContract, ...lhsBatch];
    const rhsTaken = [...rhsContract, ...rhsBatch];
    requireAxes(lhs, lhsTaken);
    requireAxes(rhs, rhsTaken);
    const sizes = (x: ShapedArray, axes: readonly number[]) => axes.map((axis) => x.shape[axis] as number);
    require(lhsBatch.length === rhsBatch.length && sizes(lhs, lhsTaken).join() === sizes(rhs, rhsTaken).join(), () =>
      `the axes [${lhsTaken.join(", ")}] of ${lhs} and [${rhsTaken.join(", ")}] of ${rhs} must have the same sizes`);
    const free = [...withoutAxes(lhs.shape, lhsTaken), ...withoutAxes(rhs.shape, rhsTaken)];
    return contractionAval([...sizes(lhs, lhsBatch), ...free], inputs, preferredElementType);
  },
  {
    print: ({ dimensionNumbers: d, preferredElementType }) => {
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

/** Products of matrices and tensors. */
export const contraction = { dotGeneral };
