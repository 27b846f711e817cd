import { allocate, dtypeBytes, encodeScalar, sizeOf } from "@hyrax/core";
import { contiguous, type LiteralExpr, type LoadExpr, type MapKernel } from "@hyrax/jit";
import { type Expr, i32, i64 } from "../assembler/index.js";
import type { KernelContext } from "./kernel-context.js";
import { loopNest, mergeAxes, plus } from "./loop-nest.js";

type Scalar = Expr<"i32">;

/** Whether a kernel only moves elements, so that it can be written for dtypes that nothing is computed in. */
export function isCopy(kernel: MapKernel): kernel is MapKernel & { readonly expr: LoadExpr | LiteralExpr } {
  return kernel.expr.kind === "load" || kernel.expr.kind === "literal";
}

/** Writes a kernel that moves elements of any dtype, or repeats a literal. */
export function emitCopy(context: KernelContext, { space, out }: MapKernel, expr: LoadExpr | LiteralExpr): void {
  if (sizeOf(space) === 0) return;
  const { f } = context;
  const bytes = dtypeBytes(expr.dtype);
  const accesses = [contiguous(space), ...(expr.kind === "load" ? [expr.access] : [])];
  const { shape, strides } = mergeAxes(space, accesses);
  const scaled = strides.map((list) => list.map((stride) => stride * bytes));
  const starts = [context.address(out)];
  if (expr.kind === "load") starts.push(plus(context.address(expr.buffer), expr.access.offset * bytes));
  loopNest(
    f,
    shape,
    scaled,
    starts.map((start) => f.let(start)),
    ([target, source]) => {
      for (const statement of source === undefined ? fill(target!, expr as LiteralExpr) : move(target!, source, bytes))
        f.do(statement);
    },
  );
}

/** Copies the bytes of one element. */
function move(target: Scalar, source: Scalar, bytes: number): readonly Expr<"none">[] {
  switch (bytes) {
    case 1:
      return [i32.store8(target, i32.load8U(source))];
    case 2:
      return [i32.store16(target, i32.load16U(source))];
    case 4:
      return [i32.store(target, i32.load(source))];
    case 8:
      return [i64.store(target, i64.load(source))];
    default:
      return [0, 8].map((offset) => i64.store(target, i64.load(source, { offset }), { offset }));
  }
}

/** Writes the bytes of a literal, as storage has them. */
function fill(target: Scalar, { dtype, value }: LiteralExpr): readonly Expr<"none">[] {
  const element = allocate(dtype, 1);
  encodeScalar(element, 0, value, dtype);
  const bytes = new DataView(element.buffer);
  switch (bytes.byteLength) {
    case 1:
      return [i32.store8(target, i32.const(bytes.getUint8(0)))];
    case 2:
      return [i32.store16(target, i32.const(bytes.getUint16(0, true)))];
    case 4:
      return [i32.store(target, i32.const(bytes.getInt32(0, true)))];
    case 8:
      return [i64.store(target, i64.const(bytes.getBigInt64(0, true)))];
    default:
      return [0, 8].map((offset) => i64.store(target, i64.const(bytes.getBigInt64(offset, true)), { offset }));
  }
}
