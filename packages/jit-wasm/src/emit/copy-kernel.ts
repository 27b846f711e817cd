import type { DType } from "@hyrax/core";
import type { LiteralExpr, LoadExpr, MapKernel } from "@hyrax/jit";
import { isHalf } from "./half-precision.js";
import type { KernelContext } from "./kernel-context.js";
import { emitMap } from "./map-kernel.js";

/** Whether a kernel only moves elements. */
export function isCopy(kernel: MapKernel): kernel is MapKernel & { readonly expr: LoadExpr | LiteralExpr } {
  return kernel.expr.kind === "load" || kernel.expr.kind === "literal";
}

/** Writes a kernel that moves elements of any dtype, or repeats a literal. Bits are kept, those of NaN too. */
export function emitCopy(context: KernelContext, kernel: MapKernel): void {
  const { expr } = kernel;
  if (expr.dtype === "float0") return; // It has no bits.
  emitMap(context, expr.kind === "load" ? { ...kernel, expr: { ...expr, dtype: sameBits(expr.dtype) } } : kernel);
}

/** A dtype whose elements are loaded and stored without a conversion, and take as many bytes. */
function sameBits(dtype: DType): DType {
  if (dtype === "bool") return "uint8";
  return isHalf(dtype) ? "uint16" : dtype;
}
