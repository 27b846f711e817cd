import {
  asArray,
  canonicalDtype,
  contraction,
  type DType,
  type Array as NDArray,
  type Operand,
  requireOptions,
} from "@hyrax/core";
import { require } from "./require.js";

/** The axes that a product contracts, then those that it takes elementwise, each of the left and of the right side. */
export type DotDimensions = readonly [
  contracting: readonly [lhs: readonly number[], rhs: readonly number[]],
  batch: readonly [lhs: readonly number[], rhs: readonly number[]],
];

export interface DotOptions {
  /** Accepted for likeness with JAX: engines here always compute in full precision. */
  readonly precision?: "default" | "high" | "highest" | null;
  /** The dtype to add up in and to return; that of the inputs if not given. */
  readonly preferredElementType?: DType;
}

const dotOptionNames = ["precision", "preferredElementType"] as const satisfies readonly (keyof DotOptions)[];

/** Sums of products over the contracting axes, of shape `[...batch, ...free axes of lhs, ...free axes of rhs]`. */
export function dotGeneral(lhs: Operand, rhs: Operand, dimensions: DotDimensions, options: DotOptions = {}): NDArray {
  requireOptions("dotGeneral", options, dotOptionNames);
  const [[lhsContract, rhsContract], [lhsBatch, rhsBatch]] = dimensions;
  const { preferredElementType } = options;
  return contraction.dotGeneral(lhs, rhs, {
    dimensionNumbers: { lhsContract, rhsContract, lhsBatch, rhsBatch },
    preferredElementType: preferredElementType === undefined ? null : canonicalDtype(preferredElementType),
  });
}

/** The product of vectors and matrices: the last axis of `lhs` is contracted with the first of `rhs`. */
export function dot(lhs: Operand, rhs: Operand, options: DotOptions = {}): NDArray {
  requireOptions("dot", options, dotOptionNames);
  const [a, b] = [asArray(lhs), asArray(rhs)];
  const fits = (x: NDArray) => x.ndim === 1 || x.ndim === 2;
  require(fits(a) && fits(b), () => `dot: takes vectors and matrices, found ${a.aval} and ${b.aval}; use dotGeneral`);
  return dotGeneral(
    a,
    b,
    [
      [[a.ndim - 1], [0]],
      [[], []],
    ],
    options,
  );
}

/** Matrix products `[...batch, m, k] @ [...batch, k, n]`, the batch axes equal. */
export function batchMatmul(lhs: Operand, rhs: Operand, options: DotOptions = {}): NDArray {
  requireOptions("batchMatmul", options, dotOptionNames);
  const [a, b] = [asArray(lhs), asArray(rhs)];
  require(a.ndim >= 2 && a.ndim === b.ndim, () =>
    `batchMatmul: takes arrays with the same number of axes, at least 2, found ${a.aval} and ${b.aval}`);
  const batch = Array.from({ length: a.ndim - 2 }, (_, axis) => axis);
  return dotGeneral(
    a,
    b,
    [
      [[a.ndim - 1], [a.ndim - 2]],
      [batch, batch],
    ],
    options,
  );
}
