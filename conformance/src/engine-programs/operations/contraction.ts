import { type DType, dotGeneral, sizeOf } from "@hyrax/core";
import { convGeneralDilated, windowCount } from "@hyrax/core/library";
import { isAny, type Operation } from "./operation.js";

const preferred: Readonly<Partial<Record<DType, readonly DType[]>>> = {
  float16: ["float32"],
  bfloat16: ["float32"],
  int8: ["int32"],
  uint8: ["uint32", "int32"],
  float32: ["float64"],
};

/** Any axes of the one with fitting ones of another array, which is made for it if need be. */
const product: Operation = (choose, builder) => {
  const lhs = choose.array((dtype) => isAny(dtype), [0, 4]);
  if (lhs === undefined) return false;
  const { shape, dtype } = lhs.aval;
  const axes = choose.permutation(shape.length);
  const contracted = choose.below(Math.min(2, axes.length) + 1);
  const batched = choose.chance(0.3) ? choose.below(axes.length - contracted + 1) : 0;
  const lhsContract = axes.slice(0, contracted);
  const lhsBatch = axes.slice(contracted, contracted + batched);
  const taken = [...lhsContract, ...lhsBatch].map((axis) => shape[axis] as number);
  const free = Array.from({ length: choose.below(3) }, () => choose.size(64));
  const order = choose.permutation(taken.length + free.length);
  const rhsShape = order.map((i) => [...taken, ...free][i] as number);
  const place = (i: number) => order.indexOf(i);
  const out = (sizeOf(shape) / Math.max(1, sizeOf(lhsContract.map((axis) => shape[axis] as number)))) * sizeOf(free);
  if (!builder.fits(rhsShape) || out > builder.limit.elements) return false;
  if (sizeOf(shape) * sizeOf(free) > builder.limit.work) return false;
  const rhs = choose.value(
    ({ aval }) => aval.dtype === dtype && aval.shape.join() === rhsShape.join(),
    () => builder.fresh(rhsShape, dtype, choose.fill()),
  );
  if (rhs === undefined) return false;
  const preferredElementType = choose.chance(0.4) ? choose.of(preferred[dtype] ?? [dtype]) : null;
  builder.apply(dotGeneral, [lhs, rhs], {
    dimensionNumbers: {
      lhsContract,
      rhsContract: lhsContract.map((_, i) => place(i)),
      lhsBatch,
      rhsBatch: lhsBatch.map((_, i) => place(contracted + i)),
    },
    preferredElementType,
  });
  return true;
};

/** Products of matrices as programs have them: large enough for packed panels where the limits allow for it. */
const matmul: Operation = (choose, builder) => {
  const large = builder.limit.elements > 10_000;
  const side = () => (large ? choose.of([64, 65, 100, 127, 200, 257, 1000, 3, 1]) : choose.size(64));
  const [m, n, k] = [side(), side(), side()];
  if (m * n * k > builder.limit.work || !builder.fits([m, n], [m, k], [k, n])) return false;
  const dtype = choose.of([
    "float32",
    "float32",
    "float32",
    "float64",
    "bfloat16",
    "float16",
    "int32",
    "complex64",
  ] as const);
  const matrix = (rows: number, columns: number) =>
    choose.value(
      ({ aval }) => aval.dtype === dtype && aval.shape.join() === [rows, columns].join(),
      () => builder.fresh([rows, columns], dtype, choose.fill()),
    );
  const [leftTransposed, rightTransposed] = [choose.chance(0.3), choose.chance(0.3)];
  const lhs = leftTransposed ? matrix(k, m) : matrix(m, k);
  const rhs = rightTransposed ? matrix(n, k) : matrix(k, n);
  if (lhs === undefined || rhs === undefined) return false;
  builder.apply(dotGeneral, [lhs, rhs], {
    dimensionNumbers: {
      lhsContract: [leftTransposed ? 0 : 1],
      rhsContract: [rightTransposed ? 1 : 0],
      lhsBatch: [],
      rhsBatch: [],
    },
    preferredElementType: null,
  });
  return true;
};

const convolution: Operation = (choose, builder) => {
  const dtype = choose.of(["float32", "float32", "float32", "float64", "bfloat16", "float16", "int32"] as const);
  const spatial = choose.below(3) + (choose.chance(0.9) ? 0 : 1);
  const perGroup = 1 + choose.below(4);
  const outPerGroup = 1 + choose.below(4);
  const groups = choose.of([1, 1, 1, 2, 3]);
  const batchGroups = groups === 1 && choose.chance(0.2) ? 2 : 1;
  const batch = batchGroups * choose.of([0, 1, 1, 2, 3]);
  const image = Array.from({ length: spatial }, () => choose.size(spatial > 1 ? 17 : 64));
  const window = image.map(() => choose.of([1, 2, 3, 3, 5]));
  const windowStrides = image.map(() => choose.of([1, 1, 2, 3]));
  const padding = image.map(() => [choose.below(4) - 1, choose.below(4) - 1] as const);
  const lhsDilation = image.map(() => choose.of([1, 1, 1, 2, 3]));
  const rhsDilation = image.map(() => choose.of([1, 1, 1, 2]));
  const arrange = (sizes: readonly number[]) => {
    const spec = choose.permutation(sizes.length);
    const shape: number[] = [];
    for (const [i, axis] of spec.entries()) shape[axis] = sizes[i] as number;
    return { spec, shape };
  };
  const left = arrange([batch, perGroup * groups, ...image]);
  const right = arrange([outPerGroup * groups * batchGroups, perGroup, ...window]);
  const out = image.map((n, i) =>
    windowCount(n, window[i]!, windowStrides[i]!, padding[i]!, lhsDilation[i]!, rhsDilation[i]!),
  );
  const work = sizeOf(out) * sizeOf(window) * batch * perGroup * outPerGroup * groups;
  if (!builder.fits(left.shape, right.shape, [...out, batch, outPerGroup * groups * batchGroups])) return false;
  if (work > builder.limit.work) return false;
  const lhs = choose.value(
    ({ aval }) => aval.dtype === dtype && aval.shape.join() === left.shape.join(),
    () => builder.fresh(left.shape, dtype, choose.fill()),
  );
  if (lhs === undefined) return false;
  builder.apply(convGeneralDilated, [lhs, builder.fresh(right.shape, dtype, choose.fill())], {
    windowStrides,
    padding,
    lhsDilation,
    rhsDilation,
    dimensionNumbers: { lhsSpec: left.spec, rhsSpec: right.spec, outSpec: choose.permutation(spatial + 2) },
    featureGroupCount: groups,
    batchGroupCount: batchGroups,
    preferredElementType: null,
  });
  return true;
};

export const contractions: readonly Operation[] = [product, product, matmul, convolution];
