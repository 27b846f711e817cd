import { type DotGeneralParams, isComplex, type ShapedArray, sizeOf } from "@hyrax/core";
import { arrange } from "./arrange.js";
import { bilinear } from "./complex/parts.js";
import type { BinaryKernel } from "./loops.js";
import { withRing } from "./ring.js";

/** `dotGeneral`: both sides are brought into the order `[batch, free, contracted]`, so that rows meet rows. */
export function dot(
  inputs: readonly [ShapedArray, ShapedArray],
  params: DotGeneralParams,
  [out]: readonly ShapedArray[],
): BinaryKernel {
  const [lhs, rhs] = inputs;
  if (isComplex(lhs.dtype)) return bilinear(inputs, out!, (reals, outs) => dot(reals, params, outs));
  const { dimensionNumbers: d } = params;
  const left = rowsOf(lhs, d.lhsBatch, d.lhsContract);
  const right = rowsOf(rhs, d.rhsBatch, d.rhsContract);
  const batch = sizeOf(d.lhsBatch.map((axis) => lhs.shape[axis]!));
  const k = sizeOf(d.lhsContract.map((axis) => lhs.shape[axis]!));
  const [m, n] = [left.count, right.count];
  const { dtype, size } = out!;
  return withRing(lhs.dtype, dtype, ({ load, zeros, multiply, store }) => ([x, y]) => {
    const a = load(left.arrange(x), lhs.dtype);
    const b = load(right.arrange(y), rhs.dtype);
    const result = zeros(size);
    for (let i = 0; i < batch; i++) multiply(a, i * m * k, b, i * n * k, result, i * m * n, n, m, n, k);
    return [store(result, dtype)];
  });
}

function rowsOf(x: ShapedArray, batch: readonly number[], contract: readonly number[]) {
  const free = x.shape.map((_, axis) => axis).filter((axis) => !batch.includes(axis) && !contract.includes(axis));
  return {
    count: sizeOf(free.map((axis) => x.shape[axis]!)),
    arrange: arrange(x, [...batch, ...free, ...contract]),
  };
}
