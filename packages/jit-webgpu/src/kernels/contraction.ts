import { and, convertElementType, type DType, mul, type Shape, sizeOf } from "@hyrax/core";
import type { Access, ContractionKernel, Expr, LoadExpr, ReduceKernel } from "@hyrax/jit";
import type { ProgramBuilder } from "../engine/program-builder.js";
import { reduceKernel } from "./reduce.js";
import { tiledProduct } from "./tiled-product.js";

/** `out[b, m, n] = Σ over k of lhs[b, m, k] · rhs[b, n, k]`. */
export function contractionKernel(kernel: ContractionKernel, program: ProgramBuilder): void {
  const [m, n, k] = [sizeOf(kernel.m), sizeOf(kernel.n), sizeOf(kernel.k)];
  const { dtype } = program.type(kernel.out);
  // Tiles pay where elements are used again and again: not for vectors, nor for outer products.
  if (Math.min(m, n, k) <= 4 || dtype === "bool") reduceKernel(asReduction(kernel, dtype), program);
  else tiledProduct(kernel, program);
}

/** A product as a reduction of products of elements; of bools it is whether any two are both true. */
function asReduction({ batch, m, n, k, lhs, rhs, out }: ContractionKernel, dtype: DType): ReduceKernel {
  const spread = (load: LoadExpr, free: Shape, side: "lhs" | "rhs"): Expr => {
    const { offset, strides } = load.access;
    const own = strides.slice(batch.length, batch.length + free.length);
    const [left, right] = side === "lhs" ? [own, n.map(() => 0)] : [m.map(() => 0), own];
    const access: Access = {
      offset,
      strides: [...strides.slice(0, batch.length), ...left, ...right, ...strides.slice(batch.length + free.length)],
    };
    return converted({ ...load, access }, dtype);
  };
  const inputs = [spread(lhs, m, "lhs"), spread(rhs, n, "rhs")];
  return {
    kind: "reduce",
    space: [...batch, ...m, ...n],
    reduced: k,
    reducer: dtype === "bool" ? "or" : "sum",
    expr: { kind: "apply", primitive: dtype === "bool" ? and : mul, params: {}, inputs, dtype: widened(dtype) },
    out,
  };
}

/** Products of halves are added up before they are rounded. */
function widened(dtype: DType): DType {
  return dtype === "float16" ? "float32" : dtype;
}

function converted(expr: Expr, dtype: DType): Expr {
  if (expr.dtype === dtype) return expr;
  return {
    kind: "apply",
    primitive: convertElementType,
    params: { newDtype: dtype, weakType: false },
    inputs: [expr],
    dtype: widened(dtype),
  };
}
