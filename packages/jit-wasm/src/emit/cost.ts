import { type DType, dtypeBytes, isComplex } from "@hyrax/core";
import { costOf, exprNodes, type Expr as KernelExpr } from "@hyrax/jit";

/** What an element of expressions takes, very roughly, in picoseconds. */
export function elementCost(exprs: readonly KernelExpr[]): number {
  let cost = 0;
  for (const node of exprNodes(...exprs)) {
    if (node.kind === "load") cost += 200;
    else if (node.kind === "apply") cost += 100 * costOf(node.primitive) * widthOf(node.dtype);
  }
  return cost;
}

/** Vectors that are computed side by side: more where an element takes few instructions, since they then wait for each other. */
export function unrollOf(exprs: readonly KernelExpr[], most = 4): number {
  let instructions = 0;
  for (const node of exprNodes(...exprs)) {
    if (node.kind === "apply") instructions += costOf(node.primitive) * widthOf(node.dtype);
    else if (node.kind === "load") instructions += dtypeBytes(node.dtype) < 4 ? 2 : 1;
  }
  return instructions <= 8 ? most : instructions <= 16 ? Math.min(most, 2) : 1;
}

function widthOf(dtype: DType): number {
  return (dtypeBytes(dtype) > 4 ? 2 : 1) * (isComplex(dtype) ? 2 : 1);
}
