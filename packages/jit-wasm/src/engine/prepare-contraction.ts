import {
  and,
  convertElementType,
  type DType,
  isComplex,
  mul,
  type Primitive,
  type Shape,
  type ShapedArray,
  shapedArray,
  sizeOf,
} from "@hyrax/core";
import {
  type BufferId,
  type ContractionKernel,
  contiguous,
  type Expr,
  exprNodes,
  type LoadExpr,
  type MapKernel,
  type ResultExpr,
} from "@hyrax/jit";
import { type PlannedProduct, planProduct } from "../emit/contraction/contraction.js";
import { remedyOf } from "../emit/contraction/method.js";
import { contractionSpec, productOf } from "../emit/contraction/product.js";
import { threadCount } from "../threads/thread-count.js";

/** A contraction as it will be emitted. */
export interface ProductKernel extends ContractionKernel {
  readonly planned: PlannedProduct;
  /** Working memory. */
  readonly scratch: BufferId;
}

/** The buffers of the plan that the kernels are for. */
export interface Buffers {
  readonly avals: readonly ShapedArray[];
  readonly add: (aval: ShapedArray) => BufferId;
}

/** A contraction as kernels that can be emitted: the product, and what has to be computed before it or after it. */
export function prepareContraction(
  kernel: ContractionKernel,
  buffers: Buffers,
): readonly (MapKernel | ProductKernel)[] {
  const { batch, m, n, k, epilogue, out } = kernel;
  const space = [...batch, ...m, ...n];
  const dtype = sumDType(kernel, buffers);
  const simple = (sum: Expr): readonly MapKernel[] => [
    { kind: "elementwise", space, expr: epilogue === undefined ? sum : withResult(epilogue, sum), out },
  ];
  if (sizeOf(space) === 0 || sizeOf(k) === 0) return simple({ kind: "literal", dtype, value: 0 });
  // One product to a sum: to add it to 0 would take the sign from -0.
  if (sizeOf(k) === 1) return simple(outerProduct(kernel, dtype));
  if (epilogue !== undefined && !isWhole(dtype)) {
    const sums = buffers.add(shapedArray(space, dtype));
    const { epilogue: _, ...plain } = kernel;
    const load: LoadExpr = { kind: "load", buffer: sums, dtype, access: contiguous(space) };
    return [...prepareContraction({ ...plain, out: sums }, buffers), ...simple(load)];
  }
  const before: MapKernel[] = [];
  const store = (expr: Expr, shape: Shape): BufferId => {
    const buffer = buffers.add(shapedArray(shape, expr.dtype));
    before.push({ kind: "elementwise", space: shape, expr, out: buffer });
    return buffer;
  };
  let prepared = kernel;
  const outDType = buffers.avals[out]!.dtype;
  const spec = contractionSpec(prepared, dtype, outDType);
  const product = productOf(spec);
  const remedy = isComplex(dtype) ? undefined : remedyOf(product);
  if (remedy === "copy lhs" || remedy === "copy rhs") {
    const isLhs = (remedy === "copy lhs") === (product.lhs === spec.lhs);
    const copied = (load: LoadExpr, other: LoadExpr, free: Shape) => copyAlongDepth(kernel, load, other, free, store);
    prepared = isLhs
      ? { ...prepared, lhs: copied(prepared.lhs, prepared.rhs, m) }
      : { ...prepared, rhs: copied(prepared.rhs, prepared.lhs, n) };
  }
  const planned = planProduct(contractionSpec(prepared, dtype, outDType), threadCount());
  const scratch = buffers.add(shapedArray([planned.scratch], "uint8"));
  return [...before, { ...prepared, planned, scratch }];
}

/** The dtype in which a contraction is added up, and rounded before an epilogue reads it. */
function sumDType({ epilogue, out }: ContractionKernel, { avals }: Buffers): DType {
  const isResult = (node: Expr): node is ResultExpr => node.kind === "result";
  const result = epilogue === undefined ? undefined : [...exprNodes(epilogue)].find(isResult);
  return result?.dtype ?? avals[out]!.dtype;
}

/** Whether sums are elements of the dtype as they are, without being rounded or wrapped. */
function isWhole(dtype: DType): boolean {
  return ["float32", "float64", "int32", "uint32", "int64", "uint64", "bool"].includes(dtype);
}

function apply(primitive: Primitive, params: object, dtype: DType, inputs: readonly Expr[]): Expr {
  return { kind: "apply", primitive, params, dtype, inputs };
}

/** `lhs[b, m] · rhs[b, n]` over the space of the result. */
function outerProduct({ batch, m, n, lhs, rhs }: ContractionKernel, dtype: DType): Expr {
  const b = batch.length;
  const still = (shape: Shape) => shape.map(() => 0);
  const spread = (load: LoadExpr, strides: readonly number[]): Expr => {
    const spreadLoad: LoadExpr = { ...load, access: { offset: load.access.offset, strides } };
    if (load.dtype === dtype) return spreadLoad;
    return apply(convertElementType, { newDtype: dtype, weakType: false }, dtype, [spreadLoad]);
  };
  const [l, r] = [lhs.access.strides, rhs.access.strides];
  return apply(dtype === "bool" ? and : mul, {}, dtype, [
    spread(lhs, [...l.slice(0, b + m.length), ...still(n)]),
    spread(rhs, [...r.slice(0, b), ...still(m), ...r.slice(b, b + n.length)]),
  ]);
}

/** A copy of one side in which the depth follows each other as it does in the other side. */
function copyAlongDepth(
  { batch, k }: ContractionKernel,
  load: LoadExpr,
  other: LoadExpr,
  free: Shape,
  store: (expr: Expr, shape: Shape) => BufferId,
): LoadExpr {
  const lead = batch.length + free.length;
  const otherDepth = other.access.strides.slice(-k.length);
  const order = k.map((_, axis) => axis).sort((x, y) => Math.abs(otherDepth[y]!) - Math.abs(otherDepth[x]!));
  const shape = [...batch, ...free, ...order.map((axis) => k[axis]!)];
  const { offset, strides } = load.access;
  const sorted = [...strides.slice(0, lead), ...order.map((axis) => strides[lead + axis]!)];
  const buffer = store({ ...load, access: { offset, strides: sorted } }, shape);
  const copy = contiguous(shape).strides;
  const depth = k.map((_, axis) => copy[lead + order.indexOf(axis)]!);
  return { ...load, buffer, access: { offset: 0, strides: [...copy.slice(0, lead), ...depth] } };
}

/** An epilogue with an expression in the place of the result. */
function withResult(expr: Expr, result: Expr, done = new Map<Expr, Expr>()): Expr {
  if (expr.kind === "result") return result;
  if (expr.kind !== "apply") return expr;
  const known = done.get(expr);
  if (known !== undefined) return known;
  const replaced = { ...expr, inputs: expr.inputs.map((input) => withResult(input, result, done)) };
  done.set(expr, replaced);
  return replaced;
}
