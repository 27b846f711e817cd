import {
  add,
  and,
  convertElementType,
  max,
  min,
  mul,
  or,
  type Primitive,
  type Shape,
  type ShapedArray,
  shapedArray,
  sizeOf,
  xor,
} from "@hyrax/core";
import {
  type Access,
  type BufferId,
  contiguous,
  type Expr,
  Interner,
  type ReduceKernel,
  type Reducer,
  reducesAcross,
} from "@hyrax/jit";
import { isHalf } from "../emit/half-precision.js";

/** Elements to a part of a long reduction. */
const PART = 2 ** 15;
/** From so many rows on, threads share rows. */
const MANY_ROWS = 16;
/** Likewise of columns, some of which are summed up side by side. */
const MANY_COLUMNS = 64;

const combinations: { readonly [reducer in Reducer]: Primitive } = { sum: add, prod: mul, max, min, and, or, xor };

/**
 * Few long rows as reductions of parts of them, which threads can share, and one of what these come to. The parts depend
 * on the sizes alone, so results do not depend on the number of threads.
 */
export function splitReduction(
  kernel: ReduceKernel,
  newBuffer: (aval: ShapedArray) => BufferId,
): readonly ReduceKernel[] {
  const { space, reduced, reducer, out } = kernel;
  const axis = reduced.indexOf(Math.max(...reduced));
  const [length, others] = [reduced[axis] ?? 0, sizeOf(reduced) / (reduced[axis] ?? 1)];
  const rows = sizeOf(space);
  // Sums of columns side by side: a part has some elements of each.
  const across = reducesAcross(kernel);
  if (rows === 0 || rows >= (across ? MANY_COLUMNS : MANY_ROWS) || rows * sizeOf(reduced) < 4 * PART) return [kernel];
  // Whole vectors, so that the parts of a row have no ends of their own.
  const part = Math.max(16, Math.ceil(PART / others / (across ? rows : 1) / 16) * 16);
  const parts = Math.floor(length / part);
  if (parts < 2) return [kernel];
  // Partial results of 16 bits would lose what the accumulators hold.
  const dtype = isHalf(kernel.expr.dtype) ? "float32" : kernel.expr.dtype;
  const expr = converted(kernel.expr, dtype);
  const replaced = (sizes: Shape) => [...reduced.slice(0, axis), ...sizes, ...reduced.slice(axis + 1)];
  const at = space.length + axis;
  // The axis in parts, these as the last axis of the space, or as the first one of columns.
  const partSpace = across ? [parts, ...space] : [...space, parts];
  const inParts = moved(expr, ({ offset, strides }) => ({
    offset,
    strides: across
      ? [strides[at]! * part, ...strides]
      : [...strides.slice(0, space.length), strides[at]! * part, ...strides.slice(space.length)],
  }));
  const partials = newBuffer(shapedArray(partSpace, dtype));
  const kernels: ReduceKernel[] = [
    { kind: "reduce", space: partSpace, reduced: replaced([part]), reducer, expr: inParts, out: partials },
  ];
  let result: Expr = { kind: "result", dtype, index: 0 };
  const rest = length - parts * part;
  if (rest > 0) {
    const buffer = newBuffer(shapedArray(space, dtype));
    const last = moved(expr, ({ offset, strides }) => ({ offset: offset + strides[at]! * parts * part, strides }));
    kernels.push({ kind: "reduce", space, reduced: replaced([rest]), reducer, expr: last, out: buffer });
    const load: Expr = { kind: "load", buffer, dtype, access: contiguous(space) };
    result = { kind: "apply", primitive: combinations[reducer], params: {}, dtype, inputs: [result, load] };
  }
  result = converted(result, kernel.expr.dtype);
  const epilogue = kernel.epilogue === undefined ? result : withResult(kernel.epilogue, result);
  const columns = { offset: 0, strides: [...contiguous(space).strides, rows] };
  const load: Expr = { kind: "load", buffer: partials, dtype, access: across ? columns : contiguous(partSpace) };
  return [...kernels, { kind: "reduce", space, reduced: [parts], reducer, expr: load, epilogue, out }];
}

function converted(expr: Expr, dtype: Expr["dtype"]): Expr {
  if (expr.dtype === dtype) return expr;
  return {
    kind: "apply",
    primitive: convertElementType,
    params: { newDtype: dtype, weakType: false },
    dtype,
    inputs: [expr],
  };
}

/** An expression with other accesses. */
function moved(expr: Expr, view: (access: Access) => Access): Expr {
  return new Interner().rewrite(expr, (node) =>
    node.kind === "result" ? node : { ...node, access: view(node.access) },
  );
}

/** An epilogue of another result. */
function withResult(epilogue: Expr, result: Expr): Expr {
  const interner = new Interner();
  const made = interner.rewrite(result);
  return interner.rewrite(epilogue, (node) => (node.kind === "result" ? made : node));
}
